package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.HttpApis.Found;
import dev.wsemulator.internal.httpapi.authorizer.RouteDecision;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.HttpCall.Target;
import dev.wsemulator.internal.httpapi.event.PercentCode;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handling of one request: its route, who may call it, and its function. Thread-safe. */
final class HttpFlow {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFlow.class);

  private final HttpDependencies dependencies;
  private final ProxyCalls functions;

  HttpFlow(HttpDependencies dependencies) {
    this.dependencies = dependencies;
    this.functions = new ProxyCalls(dependencies.invokers(), dependencies.clock());
  }

  /**
   * A response, and why it is an error.
   *
   * @param response the response
   * @param why why; {@code null} if there is nothing to explain
   */
  record Result(HttpResponse response, @Nullable Reason why) {}

  /** Makes an API ready. */
  DeployedHttpApi deployed(HttpApi api) {
    return new DeployedHttpApi(api, dependencies.authorizers().of(api));
  }

  void run(Found found, HttpRequest request, Consumer<HttpResponse> answer) {
    long begin = dependencies.clock().time().nanos();
    Target target = found.target();
    if (target == null) {
      refuseStage(found, request, answer, begin);
      return;
    }
    HttpCall call = HttpCall.of(target, request, dependencies.clock().time().now());
    String path = target.paths().ofRoute();
    Optional<RouteMatch> match =
        found
            .api()
            .routes()
            .select(request.method(), target.isRest() ? path : PercentCode.path(path));
    CompletableFuture.completedFuture(call)
        .thenCompose(one -> result(found.api(), one, match))
        .exceptionally(failure -> broken(call, failure))
        .thenAccept(
            result -> {
              HttpResponse response =
                  found
                      .api()
                      .cors()
                      .filter(cors -> !isPreflightOnly(call, match))
                      .map(cors -> cors.on(request, result.response()))
                      .orElse(result.response());
              note(call, match, new Result(response, result.why()), begin);
              answer.accept(response);
            });
  }

  private static boolean isPreflightOnly(HttpCall call, Optional<RouteMatch> match) {
    return match.isEmpty() && CorsHeaders.isPreflight(call.request());
  }

  private CompletableFuture<Result> result(
      DeployedHttpApi api, HttpCall call, Optional<RouteMatch> match) {
    if (match.isEmpty()) {
      return CompletableFuture.completedFuture(
          api.cors()
              .filter(cors -> CorsHeaders.isPreflight(call.request()))
              .map(cors -> new Result(cors.preflight(call), null))
              .orElseGet(
                  () -> new Result(HttpAnswers.noRoute(call), HttpReasons.noRoute(api, call))));
    }
    return api.authorizer(match.get().route().routeKey())
        .admit(call, match.get())
        .thenCompose(admission -> admitted(call, match.get(), admission));
  }

  private CompletableFuture<Result> admitted(
      HttpCall call, RouteMatch match, RouteDecision admission) {
    if (admission instanceof RouteDecision.Refused refused) {
      return CompletableFuture.completedFuture(refused(call, refused));
    }
    HttpIntegration integration = match.route().integration();
    if (integration instanceof HttpIntegration.Mock mock) {
      return CompletableFuture.completedFuture(new Result(mocked(call, mock), null));
    }
    return functions.call(
        call,
        match,
        (HttpIntegration.Lambda) integration,
        ((RouteDecision.Admitted) admission).identity());
  }

  private static HttpResponse mocked(HttpCall call, HttpIntegration.Mock mock) {
    List<Header> headers = new ArrayList<>();
    mock.headers().forEach((name, value) -> headers.add(new Header(name, value)));
    byte[] body = mock.body().getBytes(StandardCharsets.UTF_8);
    return HttpAnswers.complete(
        call, new HttpResponse(mock.status(), headers, body), "application/json");
  }

  private static Result refused(HttpCall call, RouteDecision.Refused refused) {
    RouteDecision.ClientError error = refused.error();
    HttpResponse response =
        HttpAnswers.error(
            call, error.status(), error.message(), call.target().isRest() ? error.type() : null);
    if (refused.challenge() == null) {
      return new Result(response, refused.why());
    }
    List<Header> headers = new ArrayList<>(response.headers());
    headers.add(new Header("www-authenticate", refused.challenge()));
    return new Result(new HttpResponse(response.status(), headers, response.body()), refused.why());
  }

  private static Result broken(HttpCall call, Throwable failure) {
    LOG.warn("A request to {} has failed.", call.target().api().name(), failure);
    return new Result(HttpAnswers.failed(call), HttpReasons.broken(failure));
  }

  /** HttpAnswers a request for a stage that there is not. */
  private void refuseStage(
      Found found, HttpRequest request, Consumer<HttpResponse> answer, long begin) {
    HttpApi api = found.api().api();
    HttpCall call = stageless(api, request);
    HttpResponse response =
        call.target().isRest()
            ? HttpAnswers.error(call, 403, "Forbidden", "ForbiddenException")
            : HttpAnswers.noRoute(call);
    note(
        call,
        Optional.empty(),
        new Result(response, HttpApis.noStage(api, request.rawPath())),
        begin);
    answer.accept(response);
  }

  private HttpCall stageless(HttpApi api, HttpRequest request) {
    HttpCall.Paths paths = new HttpCall.Paths(request.rawPath(), request.rawPath(), false);
    Target target = new Target(api, new HttpApi.HttpStage("", Map.of()), paths);
    return HttpCall.of(target, request, dependencies.clock().time().now());
  }

  void refuseTooLarge(Found found, HttpRequest head, Consumer<HttpResponse> answer) {
    long begin = dependencies.clock().time().nanos();
    HttpCall call =
        found.target() == null
            ? stageless(found.api().api(), head)
            : HttpCall.of(found.target(), head, dependencies.clock().time().now());
    HttpResponse response = HttpAnswers.tooLarge(call);
    note(call, Optional.empty(), new Result(response, HttpReasons.tooLarge()), begin);
    answer.accept(response);
  }

  private void note(HttpCall call, Optional<RouteMatch> match, Result result, long begin) {
    dependencies
        .journal()
        .add(
            new SourceEntry.HttpAnswered(
                dependencies.clock().time().now(),
                call.requestId(),
                call.target().api().apiId(),
                call.request().method() + " " + call.target().paths().sent(),
                match.map(one -> one.route().routeKey()).orElse(null),
                result.response().status(),
                Duration.ofNanos(dependencies.clock().time().nanos() - begin),
                result.why()));
  }
}
