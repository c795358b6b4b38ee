package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.http.TrustedHosts;
import dev.wsemulator.stack.BackEndContext.CallFilter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to its service. A request names the service in {@code X-Amz-Target}, or in the
 * scope of its signature; all others want S3.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signing:
 *     the credential scope</a>
 */
final class ServiceDispatcher extends Handler.Abstract {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/[0-9]{8}/[^/]+/([a-z0-9-]+)/aws4_request");
  private static final TrustedHosts HOSTS = new TrustedHosts(List.of());

  private final List<AwsService> services;
  private final CallFilter calls;
  private final Function<AwsService, EmbeddedService> starter;

  /**
   * Creates it.
   *
   * @param services the services that are here
   * @param calls decides about each call
   * @param starter returns a service, and starts it if need be
   */
  ServiceDispatcher(
      List<AwsService> services, CallFilter calls, Function<AwsService, EmbeddedService> starter) {
    this.services = services;
    this.calls = calls;
    this.starter = starter;
  }

  /** A request that is to be answered. */
  record Call(Request request, Response response, Callback callback) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Call call = new Call(request, response, callback);
    String name = serviceOf(request);
    AwsService service =
        services.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    if (isForeign(service, request)) {
      Response.writeError(request, response, callback, 403);
      return true;
    }
    if (service == null) {
      notImplemented(notHere(name), call);
      return true;
    }
    Thread here = Thread.currentThread();
    calls.filter(
        new DispatchedCall(
            service,
            call,
            () -> starter.apply(service),
            read -> {
              Call now = new Call(read, response, callback);
              if (Thread.currentThread() == here) {
                proceed(service, now);
              } else { // the clock's thread must not wait
                getServer().getThreadPool().execute(() -> proceed(service, now));
              }
            }));
    return true;
  }

  private String serviceOf(Request request) {
    String target = request.getHeaders().get("X-Amz-Target");
    if (target != null) {
      for (AwsService service : services) {
        if (service.targetPrefix().filter(target::startsWith).isPresent()) {
          return service.name();
        }
      }
    }
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
    return scope.find() ? scope.group(1).toLowerCase(Locale.ROOT) : "s3";
  }

  /**
   * Returns whether a page of a foreign site calls: by a name that it has pointed at this machine,
   * or a service that has no rules of its own for that, as buckets have.
   */
  private static boolean isForeign(@Nullable AwsService service, Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    boolean hasRules = service != null && service.hasOriginRules();
    return host != null && !HOSTS.trusts(host)
        || origin != null && !hasRules && !HOSTS.trusts(origin.replaceFirst("^https?://", ""));
  }

  private void proceed(AwsService service, Call call) {
    Handler handler;
    try {
      handler = starter.apply(service).handler();
    } catch (IllegalStateException e) { // it does not start; the message says why
      notImplemented(String.valueOf(e.getMessage()), call);
      return;
    }
    try {
      if (!handler.handle(call.request(), call.response(), call.callback())) {
        Response.writeError(call.request(), call.response(), call.callback(), 404);
      }
    } catch (Exception e) {
      Response.writeError(call.request(), call.response(), call.callback(), e);
    }
  }

  private String notHere(String name) {
    return "There is no %s here: the embedded environment has %s. Use LocalStack or an endpoint that has it."
        .formatted(name, Endpoints.and(services.stream().map(AwsService::title).toList()));
  }

  private static void notImplemented(String message, Call call) {
    AwsResponse.jsonError("1.1", 501, "NotImplementedException", message)
        .write(call.response(), call.callback());
  }
}
