package dev.wsemulator.internal.integration;

import dev.wsemulator.api.Transformation.PassthroughBehavior;
import dev.wsemulator.internal.mapping.TemplateFailure;
import dev.wsemulator.journal.Reason;
import java.util.List;

/** The reasons why a message or response could not be transformed. */
final class MappingReasons {
  private MappingReasons() {}

  static Reason failed(TemplateFailure failure) {
    return failure.isBound()
        ? Reason.of(
                "mapping-bound", "A mapping template was stopped: " + failure.getMessage() + ".")
            .advice("Check for an endless loop, or a growing string.")
        : Reason.of("mapping-failed", "A mapping template failed.")
            .found(Reason.quoted(String.valueOf(failure.getMessage())) + ".")
            .advice("Correct the template.");
  }

  static Reason noTemplate(PassthroughBehavior behavior, String choice) {
    return Reason.of("no-template", "There is no request template for this message.")
        .expected("The passthrough behavior %s requires one.".formatted(behavior))
        .found(choice)
        .advice(
            "Add the template, or one for $default, or set PassthroughBehavior: WHEN_NO_MATCH.");
  }

  static Reason notBase64(String what, String text) {
    return Reason.of("not-base64", "The %s could not be decoded.".formatted(what))
        .expected("With CONVERT_TO_BINARY it must be Base64.")
        .found("It is %s.".formatted(Reason.quoted(text)))
        .advice("Send Base64, or remove ContentHandlingStrategy.");
  }

  static Reason noResponse(BackendResponse response, List<String> keys) {
    Reason reason = Reason.of("no-integration-response", "No integration response matches.");
    String selector = response.selector();
    String answer =
        selector == null
            ? "The function did not fail, so only $default matches"
            : "The answer's %s".formatted(Reason.quoted(selector));
    return reason
        .expected("A key must match the whole status, or the whole error message of a function.")
        .found(
            keys.isEmpty()
                ? answer + " and there are no integration responses."
                : "%s; the keys are: %s.".formatted(answer, String.join(", ", keys)))
        .advice("Add an integration response with the key $default.");
  }

  static Reason noStatus(String text) {
    return Reason.of("no-mock-status", "A mock integration has no status code.")
        .expected(
            "The request template must produce JSON with a statusCode, such as {\"statusCode\": 200}.")
        .found(
            text.isEmpty() ? "It produced nothing." : "It made %s.".formatted(Reason.quoted(text)))
        .advice("Correct the request template.");
  }

  static Reason badRequest(String problem) {
    return Reason.of("bad-integration-request", "The request to the back end cannot be created.")
        .found(String.valueOf(problem))
        .advice("Correct the integration's URI, method and request parameters.");
  }
}
