package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.internal.json.JsonText;
import java.util.List;

/** The response of {@code GET /_emulator/health}. */
final class Health {
  private Health() {}

  static String json(boolean isUp, List<StageEndpoint> endpoints) {
    JsonText apis = new JsonText();
    String separator = "[";
    for (StageEndpoint endpoint : endpoints) {
      apis.raw(separator).open();
      apis.string("apiId", endpoint.apiId()).string("stage", endpoint.stage());
      apis.string("webSocketUrl", endpoint.webSocketUrl().toString());
      apis.string("connectionsEndpoint", endpoint.connectionsEndpoint().toString()).close();
      separator = ",";
    }
    String list = endpoints.isEmpty() ? "[]" : apis.raw("]").toString();
    String status = isUp ? "UP" : "STARTING";
    return new JsonText().open().string("status", status).name("apis").raw(list).close().toString();
  }
}
