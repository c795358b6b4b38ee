package dev.wsemulator.internal.gateway;

import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** The reasons why a message does not get beyond its route, or its response not to the client. */
final class MessageReasons {
  private MessageReasons() {}

  static Reason invalid(@Nullable String routeKey, String problem) {
    return Reason.of(
            "invalid-body",
            "The message does not match the model of the route %s.".formatted(routeKey))
        .found(problem)
        .advice("Send a message that matches the model, or correct the model.");
  }

  static Reason noIntegration(@Nullable String routeKey) {
    return Reason.of("no-integration", "The route %s has no integration.".formatted(routeKey))
        .advice("Set its Target to integrations/ and the id of an integration.");
  }

  static Reason oneWay(@Nullable String routeKey) {
    return Reason.of(
            "one-way",
            "The response of the route %s was not sent, because the route has no route response."
                .formatted(routeKey))
        .advice(
            "This is correct for one-way routes, and for responses through @connections. To send the response, add an AWS::ApiGatewayV2::RouteResponse with the key $default.");
  }

  static Reason tooLong(int bytes, int limit) {
    return Reason.of(
            "reply-too-long", "The response has %d bytes and was not sent.".formatted(bytes))
        .expected("The limit is %d bytes.".formatted(limit))
        .advice("Send less, or several messages with @connections.");
  }

  static Reason notSent() {
    return Reason.of("reply-not-sent", "The response was not sent.")
        .found("The client is gone, or reads too slowly.")
        .advice("Send fewer messages than the client reads.");
  }
}
