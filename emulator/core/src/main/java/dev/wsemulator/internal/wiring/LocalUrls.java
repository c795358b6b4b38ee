package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpEndpoint;
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
  private final Supplier<List<ServedStage>> http;

  /**
   * A stage that is served.
   *
   * @param apiId its API
   * @param stageName its name
   */
  record ServedStage(String apiId, String stageName) {}

  /**
   * Creates it.
   *
   * @param served the stages of WebSocket APIs
   * @param http the stages of HTTP and REST APIs
   */
  LocalUrls(URI base, Supplier<List<ServedStage>> served, Supplier<List<ServedStage>> http) {
    this.base = base;
    this.served = served;
    this.http = http;
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
    return isIn(served, apiId) || isIn(http, apiId);
  }

  private static boolean isIn(Supplier<List<ServedStage>> stages, String apiId) {
    return stages.get().stream().anyMatch(one -> one.apiId().equals(apiId));
  }

  List<StageEndpoint> endpoints() {
    return served.get().stream().map(this::endpoint).toList();
  }

  private StageEndpoint endpoint(ServedStage stage) {
    String rest = base.getAuthority() + prefix(stage.apiId()) + "/" + stage.stageName();
    return new StageEndpoint(stage.apiId(), stage.stageName(), URI.create("ws://" + rest));
  }

  List<HttpEndpoint> httpEndpoints() {
    return http.get().stream()
        .map(
            stage -> {
              String last =
                  stage.stageName().equals(HttpApi.DEFAULT_STAGE) ? "" : "/" + stage.stageName();
              String url = base + prefix(stage.apiId()) + last;
              return new HttpEndpoint(stage.apiId(), stage.stageName(), URI.create(url));
            })
        .toList();
  }

  /**
   * With one WebSocket API the stage is the first segment, as on AWS; several APIs need their ids
   * in the path, and HTTP and REST APIs always do: a WebSocket API keeps its URL when one comes
   * beside it.
   */
  private String prefix(String apiId) {
    boolean isOnly = served.get().stream().map(ServedStage::apiId).distinct().count() == 1;
    return isOnly && !isIn(http, apiId) ? "" : "/" + apiId;
  }
}
