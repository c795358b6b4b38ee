package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.StageEndpoint;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The addresses of APIs on this machine, in place of those on AWS. Thread-safe. */
final class LocalUrls {
  private static final Pattern AWS_ENDPOINT =
      Pattern.compile("(https?|wss?)://([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com");

  private final URI base;
  private final Supplier<List<ServedStage>> served;

  /**
   * A stage that is served.
   *
   * @param apiId its API
   * @param stageName its name
   */
  record ServedStage(String apiId, String stageName) {}

  LocalUrls(URI base, Supplier<List<ServedStage>> served) {
    this.base = base;
    this.served = served;
  }

  /**
   * Returns the text with every URL of one of the APIs replaced by its address on this machine. Its
   * scheme stays, as code replaces {@code wss://} by {@code https://}; the one port speaks TLS,
   * too.
   */
  String rewrite(String text) {
    if (!text.contains(".execute-api.")) {
      return text;
    }
    return AWS_ENDPOINT
        .matcher(text)
        .replaceAll(
            url -> {
              String apiId = url.group(2);
              return isApi(apiId)
                  ? url.group(1) + "://" + base.getAuthority() + prefix(apiId)
                  : url.group();
            });
  }

  /** Returns whether there is an API with this id. */
  boolean isApi(String apiId) {
    return served.get().stream().anyMatch(one -> one.apiId().equals(apiId));
  }

  List<StageEndpoint> endpoints() {
    return served.get().stream().map(this::endpoint).toList();
  }

  private StageEndpoint endpoint(ServedStage stage) {
    String rest = base.getAuthority() + prefix(stage.apiId()) + "/" + stage.stageName();
    return new StageEndpoint(stage.apiId(), stage.stageName(), URI.create("ws://" + rest));
  }

  /**
   * With one API the stage is the first segment, as on AWS; several APIs need their ids in the
   * path.
   */
  private String prefix(String apiId) {
    return served.get().stream().map(ServedStage::apiId).distinct().count() == 1 ? "" : "/" + apiId;
  }
}
