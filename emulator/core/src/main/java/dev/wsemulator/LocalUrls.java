package dev.wsemulator;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Where the APIs are on this machine, in place of where AWS would serve them. Immutable. */
final class LocalUrls {
  private static final Pattern AWS_ENDPOINT =
      Pattern.compile("(https?|wss?)://([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com");

  private final URI base;
  private final List<WebSocketApi> apis;

  LocalUrls(URI base, List<WebSocketApi> apis) {
    this.base = base;
    this.apis = apis;
  }

  /** Returns the text with every URL of one of the APIs led to this machine. */
  String rewrite(String text) {
    if (!text.contains(".execute-api.")) {
      return text;
    }
    return AWS_ENDPOINT
        .matcher(text)
        .replaceAll(
            url -> {
              String apiId = url.group(2);
              boolean ours = apis.stream().anyMatch(api -> api.apiId().equals(apiId));
              String scheme = url.group(1).startsWith("ws") ? "ws" : "http";
              return ours ? scheme + "://" + base.getAuthority() + prefix(apiId) : url.group();
            });
  }

  List<WebSocketApiEmulator.Endpoint> endpoints() {
    return apis.stream()
        .flatMap(api -> api.stages().stream().map(stage -> endpoint(api, stage)))
        .toList();
  }

  private WebSocketApiEmulator.Endpoint endpoint(WebSocketApi api, Stage stage) {
    String rest = base.getAuthority() + prefix(api.apiId()) + "/" + stage.stageName();
    return new WebSocketApiEmulator.Endpoint(
        api.apiId(), stage.stageName(), URI.create("ws://" + rest), URI.create("http://" + rest));
  }

  /**
   * With one API the stage is the first segment, as on AWS; several need their ids to be told
   * apart.
   */
  private String prefix(String apiId) {
    return apis.size() == 1 ? "" : "/" + apiId;
  }
}
