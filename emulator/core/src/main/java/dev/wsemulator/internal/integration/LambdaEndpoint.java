package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.elsewhere.RemoteFunctions;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Rejected;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Invokes functions by Lambda's Invoke API, wherever it is served. Takes no thread while it waits.
 *
 * @param http sends the requests
 * @param signer signs them
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public record LambdaEndpoint(HttpBackEnd http, RequestSigner signer) implements RemoteFunctions {

  /** The runtime interface emulator has one function, and does not mark errors by a header. */
  private static final String ONE_FUNCTION = "/functions/function/invocations";

  private static final Set<String> OF_ERRORS =
      Set.of("errorMessage", "errorType", "stackTrace", "requestId", "cause");

  @Override
  public CompletableFuture<RemoteOutcome> invoke(
      FunctionDefinition function, byte[] event, String requestId, @Nullable String qualifier) {
    URI url = qualified(((FunctionDefinition.Remote) function.code()).url(), qualifier);
    CompletableFuture<BackendResponse> call = http.send(request(url, event));
    CompletableFuture<RemoteOutcome> answer =
        call.handle(
            (response, failure) -> failure == null ? answer(function, response) : unreachable(url));
    answer.whenComplete((known, failure) -> call.cancel(true)); // of use if it was cancelled
    return answer;
  }

  private static URI qualified(URI url, @Nullable String qualifier) {
    return qualifier == null || url.getRawQuery() != null
        ? url
        : URI.create(url + "?Qualifier=" + URLEncoder.encode(qualifier, StandardCharsets.UTF_8));
  }

  private HttpBackEnd.Call request(URI url, byte[] event) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of("application/json"));
    headers.put("X-Amz-Invocation-Type", List.of("RequestResponse"));
    headers.put("X-Amz-Log-Type", List.of("Tail"));
    HttpRequest unsigned =
        new HttpRequest(
            "POST",
            url.getRawPath(),
            url.getRawQuery() == null ? "" : url.getRawQuery(),
            List.of(new Header("Host", url.getAuthority())),
            event);
    signer
        .headers(unsigned, "lambda", TimeSource.system().now()) // signature verification uses it
        .forEach(header -> headers.put(header.name(), List.of(header.value())));
    return new HttpBackEnd.Call("POST", url, headers, event);
  }

  private static RemoteOutcome unreachable(URI url) {
    return new RemoteOutcome(
        new Rejected(
            0,
            "No response from %s. Start the endpoint of the function, or correct the URL."
                .formatted(url)),
        List.of());
  }

  private static RemoteOutcome answer(FunctionDefinition function, BackendResponse response) {
    return new RemoteOutcome(result(function, response), log(header(response, "x-amz-log-result")));
  }

  private static InvocationResult result(FunctionDefinition function, BackendResponse response) {
    if (response.status() == 429) {
      return new Throttled();
    }
    if (response.status() / 100 != 2) {
      return new Rejected(response.status(), message(response));
    }
    URI url = ((FunctionDefinition.Remote) function.code()).url();
    if (header(response, "x-amz-function-error") != null) {
      return new Failed(error(Json.parse(response.body()).orElse(null), response.text()));
    }
    if (url.getRawPath().endsWith(ONE_FUNCTION)) {
      return ofOneFunction(function, response);
    }
    return new Success(response.body());
  }

  private static InvocationResult ofOneFunction(
      FunctionDefinition function, BackendResponse response) {
    Json body = Json.parse(response.body()).orElse(null);
    if (body == null && response.text().startsWith("Task timed out after ")) {
      return new TimedOut(function.timeout());
    }
    boolean isError =
        body != null
            && body.isObject()
            && body.members().keySet().containsAll(List.of("errorMessage", "errorType"))
            && OF_ERRORS.containsAll(body.members().keySet());
    return isError ? new Failed(error(body, "")) : new Success(response.body());
  }

  private static HandlerError error(@Nullable Json body, String otherwise) {
    if (body == null || !body.isObject()) {
      return new HandlerError("Unhandled", otherwise, List.of());
    }
    List<String> trace =
        body.child("stackTrace").map(Json::elements).orElse(List.of()).stream()
            .map(Json::selectionText)
            .toList();
    return new HandlerError(
        textOf(body, "errorType", "Unhandled"), textOf(body, "errorMessage", ""), trace);
  }

  private static String textOf(Json object, String name, String otherwise) {
    return object.child(name).flatMap(Json::string).orElse(otherwise);
  }

  /** What went wrong, as Lambda says it, or as whatever answers in its place says it. */
  private static String message(BackendResponse response) {
    Json body = Json.parse(response.body()).filter(Json::isObject).orElse(null);
    String fallback = response.text().strip();
    if (body == null) {
      return fallback;
    }
    String message = textOf(body, "Message", "");
    return message.isEmpty() ? textOf(body, "message", fallback) : message;
  }

  private static @Nullable String header(BackendResponse response, String name) {
    return response.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().get(0))
        .findFirst()
        .orElse(null);
  }

  /**
   * The function's own lines: those of Lambda are written here, under the id that is known here.
   */
  private static List<String> log(@Nullable String tail) {
    if (tail == null) {
      return List.of();
    }
    try {
      return new String(Base64.getDecoder().decode(tail), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.matches("(START|END|REPORT) RequestId: .*"))
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of(); // not what the header is for
    }
  }
}
