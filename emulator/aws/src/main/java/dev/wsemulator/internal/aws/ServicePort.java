package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.http.TrustedHosts;
import dev.wsemulator.stack.BackEndContext.CallFilter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One port for all services. A request says which it wants: in {@code X-Amz-Target}, or in the
 * scope of its signature; all others want S3. A service starts when it is first needed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signing:
 *     the credential scope</a>
 */
final class ServicePort implements AutoCloseable {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/[0-9]{8}/[^/]+/([a-z0-9-]+)/aws4_request");

  private static final TrustedHosts HOSTS = new TrustedHosts(List.of());

  private final Server server;
  private final ServerConnector connector;
  private final Map<String, Supplier<Handler>> services;
  private final CallFilter calls;
  private final Map<String, Handler> started = new ConcurrentHashMap<>();

  /**
   * Opens the port.
   *
   * @param host the address to listen on
   * @param port the port, or 0 for a free one
   * @param services what each service is made of when it is first needed
   * @param calls what every call has to pass
   */
  ServicePort(String host, int port, Map<String, Supplier<Handler>> services, CallFilter calls) {
    this.services = Map.copyOf(services);
    this.calls = calls;
    QueuedThreadPool threads = new QueuedThreadPool(64, 2);
    threads.setName("wsemulator-aws");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setStopTimeout(0);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Dispatch());
  }

  /** Starts to listen. */
  void open() {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IllegalStateException(
          "The AWS services cannot listen on %s:%d: %s. Choose another port, or 0 for a free one."
              .formatted(connector.getHost(), connector.getPort(), e.getMessage()),
          e);
    }
  }

  /** Returns where the services are. */
  URI uri() {
    boolean everywhere = connector.getHost().equals("0.0.0.0");
    String host = everywhere ? "127.0.0.1" : connector.getHost();
    return URI.create("http://" + host + ":" + connector.getLocalPort());
  }

  /** Starts the service, unless it runs. */
  Handler service(String name) {
    Handler running = started.get(name);
    return running != null ? running : started.computeIfAbsent(name, this::startService);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The AWS services did not stop cleanly.", e);
    }
  }

  private Handler startService(String name) {
    Handler handler = services.get(name).get();
    handler.setServer(server);
    server.addManaged(handler);
    return handler;
  }

  private static HttpConfiguration http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setHttpCompliance(HttpCompliance.LEGACY);
    configuration.setUriCompliance(UriCompliance.LEGACY);
    configuration.setHeaderCacheCaseSensitive(true);
    configuration.setSendServerVersion(false);
    return configuration;
  }

  private static String serviceOf(Request request) {
    String target = request.getHeaders().get("X-Amz-Target");
    if (target != null && target.startsWith("DynamoDB")) {
      return "dynamodb";
    }
    if (target != null && target.startsWith("AWSShineFrontendService")) {
      return "translate";
    }
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
    return scope.find() ? scope.group(1).toLowerCase(Locale.ROOT) : "s3";
  }

  /**
   * Returns whether a page of a foreign site calls: by a name that it has pointed at this machine,
   * or a service that has no rules of its own for that, as buckets have.
   */
  private static boolean isForeign(String service, Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return host != null && !HOSTS.trusts(host)
        || origin != null
            && !service.equals("s3")
            && !HOSTS.trusts(origin.replaceFirst("^https?://", ""));
  }

  private record Call(Request request, Response response, Callback callback) {}

  /** Sends each request to its service. */
  private final class Dispatch extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String name = serviceOf(request);
      if (isForeign(name, request)) {
        Response.writeError(request, response, callback, 403);
        return true;
      }
      if (!services.containsKey(name)) {
        refuse(notHere(name), response, callback);
        return true;
      }
      Thread here = Thread.currentThread();
      calls.filter(
          name,
          () -> {
            if (Thread.currentThread() == here) {
              proceed(name, new Call(request, response, callback));
            } else { // the clock's thread must not wait
              server
                  .getThreadPool()
                  .execute(() -> proceed(name, new Call(request, response, callback)));
            }
          },
          status -> ServiceFailure.of(name, status).write(response, callback));
      return true;
    }

    private void proceed(String name, Call call) {
      Handler handler;
      try {
        handler = service(name);
      } catch (IllegalStateException e) { // it does not start; the message says why
        refuse(String.valueOf(e.getMessage()), call.response(), call.callback());
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
      return "There is no %s here: the embedded environment has S3, DynamoDB and Amazon Translate. Use LocalStack or an endpoint that has it."
          .formatted(name);
    }

    private void refuse(String message, Response response, Callback callback) {
      response.setStatus(501);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.1");
      byte[] body = AwsJson.write(Map.of("__type", "NotImplementedException", "message", message));
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }
}
