package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.journal.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The reasons why requests to HTTP and REST APIs are refused, or fail. */
final class HttpReasons {
  private HttpReasons() {}

  static Reason noRoute(DeployedHttpApi api, HttpCall call) {
    String request = call.request().method() + " " + call.target().paths().ofRoute();
    List<String> keys = api.routes().keys();
    return Reason.of(
            "no-http-route",
            "No route of the API %s is for %s.".formatted(api.api().name(), request))
        .expected(
            call.target().isRest()
                ? "A REST API selects the resource by the path first, and the resource needs the method."
                : "A route needs the verb, or ANY, and the path; else there is $default.")
        .found(
            keys.isEmpty()
                ? "The API has no routes."
                : "The routes are: %s.".formatted(String.join(", ", keys)))
        .advice("Correct the request, or add the route." + Spelling.hint(request, keys));
  }

  static Reason malformed(String function, HttpCall call, PayloadFormat format, byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    String members =
        call.target().isRest()
            ? "and optionally headers, multiValueHeaders, body (a string) and isBase64Encoded, and nothing else"
            : format == PayloadFormat.V1
                ? "and optionally headers, multiValueHeaders, body (a string) and isBase64Encoded"
                : "and optionally headers, cookies, body (a string) and isBase64Encoded";
    return Reason.of(
            "malformed-http-response",
            "The function %s did not return a response.".formatted(function))
        .expected("A JSON object with statusCode (a number), %s.".formatted(members))
        .found(text.isEmpty() ? "It returned nothing." : "It returned " + Reason.quoted(text) + ".")
        .advice("Return, for example: {\"statusCode\": 200, \"body\": \"text\"}");
  }

  static Reason late(String function, Duration timeout) {
    return Reason.of(
            "http-integration-timeout",
            "The function %s did not respond in time.".formatted(function))
        .expected("The API waits for %d ms.".formatted(timeout.toMillis()))
        .found("The function keeps running, but its response is not sent.")
        .advice(
            "Respond sooner, and do the work afterwards, for example in a function that this one invokes asynchronously. --debug turns timeouts off.");
  }

  static Reason tooLarge() {
    return Reason.of("http-request-too-large", "The body of the request is too long.")
        .expected("API Gateway accepts 10 MB.")
        .advice("Send less, or upload to S3 with a presigned URL.");
  }

  static Reason broken(Throwable failure) {
    return Reason.of("http-request-failed", "The request could not be handled: " + failure + ".")
        .advice("The emulator's log says more.");
  }
}
