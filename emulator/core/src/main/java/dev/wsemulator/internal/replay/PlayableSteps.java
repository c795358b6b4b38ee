package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.engine.RecordedSteps;
import dev.wsemulator.journal.Difference;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The steps of a recording, to be played. Immutable. */
public final class PlayableSteps implements RecordedSteps {
  private final List<Step> steps;

  private PlayableSteps(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Reads a recording.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no recording; the message names the line
   */
  public static PlayableSteps read(Path file) {
    return new PlayableSteps(Step.read(file));
  }

  @Override
  public int size() {
    return steps.size();
  }

  @Override
  public List<Difference> on(LocalEmulator emulator, ReplayOptions options) {
    return in(new EmbeddedTarget(emulator), options);
  }

  @Override
  public List<Difference> on(URI baseUrl, ReplayOptions options) {
    return in(new AdminTarget(baseUrl), options);
  }

  private List<Difference> in(ReplayTarget target, ReplayOptions options) {
    try (target;
        ReplaySession session = new ReplaySession(target, options, new Script(steps))) {
      return session.play();
    }
  }
}
