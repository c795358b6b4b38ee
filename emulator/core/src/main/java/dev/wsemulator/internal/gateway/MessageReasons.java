package dev.wsemulator.internal.gateway;

import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** Why a message gets no further than its route, or its answer not to the client. */
final class MessageReasons {
  private MessageReasons() {}

  static Reason invalid(@Nullable String routeKey, String problem) {
    return Reason.of(
            "invalid-body",
            "The message does not fit the model of the route %s.".formatted(routeKey))
        .found(problem)
        .advice("Send what the model describes, or correct the model.");
  }

  static Reason noIntegration(@Nullable String routeKey) {
    return Reason.of("no-integration", "The route %s has no integration.".formatted(routeKey))
        .advice("Give it a Target: integrations/ and the id of one.");
  }

  static Reason oneWay(@Nullable String routeKey) {
    return Reason.of(
            "one-way",
            "The answer of the route %s was not sent, as the route has no route response."
                .formatted(routeKey))
        .advice(
            "That is right if the client is sent nothing, or by @connections. To send the answer,"
                + " add an AWS::ApiGatewayV2::RouteResponse with the key $default.");
  }

  static Reason tooLong(int bytes, int limit) {
    return Reason.of("reply-too-long", "The answer has %d bytes and was not sent.".formatted(bytes))
        .expected("A message may have %d bytes.".formatted(limit))
        .advice("Send less, or several messages by @connections.");
  }

  static Reason notSent() {
    return Reason.of("reply-not-sent", "The answer was not sent.")
        .found("The client is gone, or reads so slowly that too much waits for it.")
        .advice("Send less than the client reads.");
  }
}
