package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.HandlerError;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationAnswer.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Makes an answer of an invocation's outcome, an error in the words that Lambda's callers get.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class AnswerPayload implements InvocationResult.Visitor<InvocationAnswer> {
  private final String requestId;

  /**
   * Creates it.
   *
   * @param requestId the invocation's id
   */
  public AnswerPayload(String requestId) {
    this.requestId = requestId;
  }

  @Override
  public InvocationAnswer success(InvocationResult.Success result) {
    return new InvocationAnswer(Kind.SUCCESS, result.payload());
  }

  @Override
  public InvocationAnswer failed(InvocationResult.Failed result) {
    byte[] report = result.report();
    return report != null && report.length > 0
        ? new InvocationAnswer(Kind.FUNCTION_ERROR, report)
        : error(Kind.FUNCTION_ERROR, result.error());
  }

  @Override
  public InvocationAnswer timedOut(InvocationResult.TimedOut result) {
    return error(
        Kind.FUNCTION_ERROR,
        "Sandbox.Timedout",
        "RequestId: %s Error: %s".formatted(requestId, result.message()));
  }

  @Override
  public InvocationAnswer throttled(InvocationResult.Throttled result) {
    return error(Kind.THROTTLED, "TooManyRequestsException", result.message());
  }

  @Override
  public InvocationAnswer rejected(InvocationResult.Rejected result) {
    return error(Kind.FUNCTION_ERROR, "ServiceException", result.message());
  }

  private static InvocationAnswer error(Kind kind, String type, String message) {
    return answer(
        kind, new JsonText().open().string("errorType", type).string("errorMessage", message));
  }

  private static InvocationAnswer error(Kind kind, HandlerError error) {
    if (error.stackTrace().isEmpty()) {
      return error(kind, error.errorType(), error.errorMessage());
    }
    return answer(
        kind,
        new JsonText()
            .open()
            .string("errorMessage", error.errorMessage())
            .string("errorType", error.errorType())
            .strings("stackTrace", error.stackTrace()));
  }

  private static InvocationAnswer answer(Kind kind, JsonText open) {
    return new InvocationAnswer(kind, open.close().toString().getBytes(StandardCharsets.UTF_8));
  }
}
