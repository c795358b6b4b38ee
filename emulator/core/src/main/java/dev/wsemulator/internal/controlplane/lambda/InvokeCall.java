package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.function.AnswerPayload;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code Invoke}: a caller runs a function itself.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class InvokeCall {
  private static final int LOG_BYTES = 4096;

  private final FunctionRuntime runtime;

  public InvokeCall(FunctionRuntime runtime) {
    this.runtime = runtime;
  }

  /** Returns the answer, when there is one. */
  public CompletableFuture<HttpResponse> run(FunctionRequest request, ServiceException notFound) {
    DeployedFunction function = runtime.find(request.name()).orElseThrow(() -> notFound);
    String qualifier = request.qualifier().orElse(null);
    String version = function.version(qualifier).orElseThrow(() -> noSuch(function, qualifier));
    byte[] given = request.http().body();
    byte[] event = given.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : given;
    if (Json.parse(event).isEmpty()) {
      throw ServiceException.of(
          400, "InvalidRequestContentException", "Could not parse request body into json.");
    }
    String type = request.http().header("X-Amz-Invocation-Type").orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" ->
          wait(new Called(function, qualifier, version), event, isTail(request));
      case "Event" -> {
        String id = InvocationId.next();
        runtime.invokeAsync(
            request.name(), new InvocationRequest(event, Origin.NONE, id, qualifier));
        yield CompletableFuture.completedFuture(response(202, new byte[0], id, List.of()));
      }
      case "DryRun" -> CompletableFuture.completedFuture(response(204, new byte[0]));
      default -> throw FunctionDocuments.invalid("The invocation type \"%s\" is unknown.", type);
    };
  }

  private static boolean isTail(FunctionRequest request) {
    return request.http().header("X-Amz-Log-Type").filter("Tail"::equals).isPresent();
  }

  /** What is invoked: a function, by an alias or version if any, and the version that is meant. */
  private record Called(DeployedFunction function, @Nullable String qualifier, String version) {}

  private static ServiceException noSuch(DeployedFunction function, @Nullable String qualifier) {
    return ServiceException.of(
        404,
        "ResourceNotFoundException",
        "Function not found: %s:%s".formatted(function.arn(), qualifier));
  }

  private CompletableFuture<HttpResponse> wait(Called called, byte[] event, boolean tail) {
    String id = InvocationId.next();
    List<Header> further = new ArrayList<>();
    further.add(new Header("X-Amz-Executed-Version", called.version()));
    return called
        .function()
        .invoke(new InvocationRequest(event, Origin.NONE, id, called.qualifier()))
        .thenApply(
            result -> {
              if (tail) {
                further.add(log(called.function(), id));
              }
              return answer(result, id, further);
            });
  }

  /** The last 4 KB of the invocation's log. */
  private Header log(DeployedFunction function, String id) {
    byte[] lines =
        runtime.logs().find(function.definition().name()).stream()
            .flatMap(log -> log.ofRequest(id).stream())
            .map(line -> line.text() + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = Arrays.copyOfRange(lines, Math.max(0, lines.length - LOG_BYTES), lines.length);
    return new Header("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
  }

  private static HttpResponse answer(InvocationResult result, String id, List<Header> log) {
    return result.accept(new Answer(id, log));
  }

  /** The response to a call, by the outcome of the invocation. */
  private record Answer(String id, List<Header> log)
      implements InvocationResult.Visitor<HttpResponse> {
    @Override
    public HttpResponse success(InvocationResult.Success result) {
      return response(200, result.payload(), id, log);
    }

    @Override
    public HttpResponse failed(InvocationResult.Failed result) {
      return result.isTooLarge()
          ? ServiceException.of(413, result.error().errorType(), result.message()).answer()
          : functionError(result);
    }

    @Override
    public HttpResponse timedOut(InvocationResult.TimedOut result) {
      return functionError(result);
    }

    @Override
    public HttpResponse throttled(InvocationResult.Throttled result) {
      return ServiceException.of(429, "TooManyRequestsException", result.message()).answer();
    }

    @Override
    public HttpResponse rejected(InvocationResult.Rejected result) {
      return ServiceException.of(502, "ServiceException", result.message()).answer();
    }

    private HttpResponse functionError(InvocationResult result) {
      List<Header> further = new ArrayList<>(log);
      further.add(new Header("X-Amz-Function-Error", "Unhandled"));
      return response(200, result.accept(new AnswerPayload(id)).payload(), id, further);
    }
  }

  private static HttpResponse response(int status, byte[] body) {
    return response(status, body, UUID.randomUUID().toString(), List.of());
  }

  private static HttpResponse response(
      int status, byte[] body, String requestId, List<Header> further) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Content-Type", "application/json"));
    headers.add(new Header("x-amzn-RequestId", requestId));
    headers.addAll(further);
    return new HttpResponse(status, headers, body);
  }
}
