package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.replay.ReplayTarget.ServedStage;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds the stage that takes the place of a recorded one. */
final class ServedStages {
  private ServedStages() {}

  /**
   * Returns a stage's URL.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  static URI url(List<ServedStage> served, String api, String name) {
    return served.stream()
        .filter(stage -> stage.apiId().equals(api) && stage.name().equals(name))
        .findFirst()
        .or(() -> only(name, served))
        .map(ServedStage::url)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The recording is of the API %s and its stage %s, which are not among %s."
                        .formatted(api, name, served)));
  }

  /** Another API with this stage will do if there is only one: a new stack may have new ids. */
  private static Optional<ServedStage> only(String name, List<ServedStage> served) {
    List<ServedStage> found = served.stream().filter(each -> each.name().equals(name)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
