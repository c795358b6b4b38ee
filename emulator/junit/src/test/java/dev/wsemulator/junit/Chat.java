package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.LambdaFunction;

/** An API that answers, and whose functions can be made to fail. */
final class Chat {
  private static final LambdaFunction OK = event -> "{\"statusCode\":200}".getBytes(UTF_8);
  private static final LambdaFunction HELLO =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);
  private static final LambdaFunction BROKEN =
      event -> {
        throw new IllegalStateException("it broke");
      };

  private Chat() {}

  /** Returns an extension with routes that are answered, that fail loudly, and silently. */
  static EmulatorExtensionBuilder extension() {
    return EmulatorExtension.builder()
        .api(
            WebSocketApi.builder("chat")
                .route("$connect", "Ok")
                .route(Route.twoWay("greet", Integration.lambdaProxy("Hello")))
                .route(Route.twoWay("ask", Integration.lambdaProxy("Broken")))
                .route("$default", "Broken")
                .build())
        .function("Ok", OK)
        .function("Hello", HELLO)
        .function("Broken", BROKEN);
  }

  /** Returns the same where {@code $disconnect} fails. */
  static EmulatorExtensionBuilder failingAtTheEnd() {
    return EmulatorExtension.builder()
        .api(WebSocketApi.builder("chat").route("$disconnect", "Broken").build())
        .function("Broken", BROKEN);
  }

  /** Returns the same where {@code $connect} fails. */
  static EmulatorExtensionBuilder refusing() {
    return EmulatorExtension.builder()
        .api(WebSocketApi.builder("chat").route("$connect", "Broken").build())
        .function("Broken", BROKEN);
  }
}
