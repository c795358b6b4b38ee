package dev.wsemulator.internal.client;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import dev.wsemulator.internal.engine.ClientEngine;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates clients on Java-WebSocket, and reads JSON for assertions. Thread-safe. */
public final class JavaWebSocketClients implements ClientEngine {

  /** Creates it; it has no state. */
  public JavaWebSocketClients() {}

  @Override
  public ClientSocket socket(
      URI url, Map<String, String> headers, List<String> subprotocols, Listener listener) {
    return new ListeningClient(url, headers, subprotocols, listener);
  }

  @Override
  public Object json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalArgumentException("This is not JSON: " + text));
  }

  @Override
  public String text(@Nullable Object value) {
    String text = JsonText.of(value);
    json(text);
    return text;
  }

  @Override
  public @Nullable Object at(String path, String text) {
    try {
      return JsonPath.using(Configuration.defaultConfiguration()).parse(text).read(path);
    } catch (JsonPathException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
