package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.fault.Addresses;
import dev.wsemulator.internal.admin.Admin;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.EmulatorPlan.ServerAddress;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.http.TrustedHosts;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.issuer.UserPools;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.internal.transport.proxy.Forwarder;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The server behind the one port, which speaks plain text and TLS. */
public final class EmulatorServer implements AutoCloseable {

  /**
   * The configuration of a server.
   *
   * @param serverAddress where
   * @param quotas the limits on requests that do not end
   * @param time the clock that answers are dated by
   * @param pages what it says of itself
   */
  public record ServerConfig(
      ServerAddress serverAddress, Quotas quotas, TimeSource time, Pages pages) {}

  /**
   * The pages about the emulator.
   *
   * @param health the JSON text of {@code /_emulator/health}
   * @param metrics the Prometheus text of {@code /_emulator/metrics}
   * @param metricsJson the JSON text of {@code /_emulator/metrics.json}
   */
  public record Pages(
      Supplier<String> health, Supplier<String> metrics, Supplier<String> metricsJson) {}

  /**
   * The dependencies of a server.
   *
   * @param gateway the flows of connections
   * @param connections the endpoint of back ends
   * @param httpApis the HTTP and REST APIs
   * @param userPools the issuers of tokens
   * @param control the endpoint of tools that define APIs and functions
   * @param quotas the limits on frames and messages
   * @param time the clock
   * @param compression whether clients may compress messages
   * @param framing how messages to clients are cut
   * @param faults the fault rules
   * @param traffic receives all traffic
   * @param admin the admin API
   * @param egress decides about calls of other hosts
   * @param forwarder passes calls of other hosts on
   */
  public record ServerDependencies(
      Gateway gateway,
      ConnectionsEndpoint connections,
      HttpApis httpApis,
      UserPools userPools,
      ControlPlane control,
      Quotas quotas,
      TimeSource time,
      boolean compression,
      Framing framing,
      ActiveFaults faults,
      TrafficListener traffic,
      Admin admin,
      Egress egress,
      Forwarder forwarder) {}

  /** ARNs are segments of paths, with their slashes encoded; keys of S3 may have empty ones. */
  private static final UriCompliance LENIENT =
      UriCompliance.DEFAULT.with(
          "ARN, percent signs and keys",
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

  private static final HttpCompliance AS_SENT =
      HttpCompliance.RFC9110.with(
          "names as sent, and CONNECT without a port in Host",
          HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME,
          HttpCompliance.Violation.MISMATCHED_AUTHORITY);

  /** Room for the longest URL, and for tokens and cookies beside it. */
  private static final int HEADER_BYTES = 32 * 1024;

  private final Javalin javalin;
  private final RequestDispatcher dispatcher;
  private volatile int port;
  private volatile @Nullable ListeningAddresses addresses;

  private EmulatorServer(Javalin javalin, RequestDispatcher dispatcher) {
    this.javalin = javalin;
    this.dispatcher = dispatcher;
  }

  /**
   * Starts the server; until {@code serve} it responds with 503.
   *
   * @throws IllegalStateException if the address cannot be bound; the message says what to do
   */
  public static EmulatorServer start(ServerConfig settings) {
    EmulatorServer server = create(settings);
    try {
      server.javalin.start();
      server.port = server.javalin.port();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Cannot listen on %s:%d: %s"
              .formatted(
                  settings.serverAddress().host(),
                  settings.serverAddress().port(),
                  reason(settings.serverAddress().host(), e)),
          e);
    }
    return server;
  }

  /** Loads the classes of a server, without one. */
  public static void preload() {
    ServerAddress serverAddress =
        new ServerAddress("127.0.0.1", 0, null, new EmulatorPlan.RequestRules(Set.of(), false));
    ServerConfig none =
        new ServerConfig(
            serverAddress,
            Quotas.aws(),
            TimeSource.system(),
            new Pages(() -> "", () -> "", () -> ""));
    create(none);
    connector(new Server(), none);
  }

  private static EmulatorServer create(ServerConfig settings) {
    RequestDispatcher dispatcher = new RequestDispatcher(requestRules(settings.serverAddress()));
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              config.jetty.modifyServer(
                  server -> {
                    server.setHandler(dispatcher);
                    server.setErrorHandler(dispatcher::error);
                  });
              config.jetty.addConnector((server, http) -> connector(server, settings));
            });
    return new EmulatorServer(javalin, dispatcher);
  }

  private static RequestFilter requestRules(ServerAddress serverAddress) {
    List<String> names = new ArrayList<>(serverAddress.requestRules().hosts());
    names.add(serverAddress.host());
    return new RequestFilter(
        new TrustedHosts(names), serverAddress.requestRules().toolsFromNetwork());
  }

  private static String reason(String host, RuntimeException failure) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        return "it is not an address of this machine. Choose another host, such as 127.0.0.1.";
      }
    } catch (UnknownHostException e) {
      return "there is no host of this name. Choose another one, such as 127.0.0.1.";
    } catch (SocketException e) {
      failure.addSuppressed(e);
    }
    String what = String.valueOf(failure.getMessage()).replaceFirst("\\.+$", "");
    return what + ". Choose another port, or 0 for a free one.";
  }

  /** Serves these APIs from now on. */
  public void serve(ServerDependencies dependencies) {
    dispatcher.open(dependencies);
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      connector.getBean(ConnectionAcceptor.class).open(dependencies.faults());
    }
  }

  private static void configure(JavalinConfig config, ServerConfig settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threads();
    page(config, "health", "application/json", settings.pages().health());
    page(config, "metrics", "text/plain; version=0.0.4", settings.pages().metrics());
    page(config, "metrics.json", "application/json", settings.pages().metricsJson());
    Path webRoot = settings.serverAddress().webRoot();
    if (webRoot != null) {
      config.staticFiles.add(
          files -> {
            files.directory = webRoot.toAbsolutePath().normalize().toString();
            files.location = Location.EXTERNAL;
          });
    }
  }

  private static void page(
      JavalinConfig config, String name, String contentType, Supplier<String> text) {
    config.routes.get(
        "/_emulator/" + name, context -> context.contentType(contentType).result(text.get()));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(200, 4);
    threads.setName("wsemulator-http");
    threads.setDaemon(true);
    return threads;
  }

  private static ServerConnector connector(Server server, ServerConfig settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setUriCompliance(LENIENT);
    http.setHttpCompliance(AS_SENT);
    if (settings.time().canAdvance()) {
      http.setSendDateHeader(false);
      http.addCustomizer(
          (request, headers) -> {
            headers.put(HttpHeader.DATE, DateGenerator.formatDate(settings.time().now()));
            return request;
          });
    }
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    http.addCustomizer(secure);
    UnfinishedRequests unfinished = new UnfinishedRequests(settings.quotas());
    ExactHttp plain = new ExactHttp(http, unfinished);
    ConnectionAcceptor acceptor = new ConnectionAcceptor(unfinished, settings.time());
    ServerConnector connector =
        new ClosableConnector(server, acceptor.acceptor(plain.getProtocol()), plain);
    connector.addBean(unfinished);
    connector.addBean(acceptor);
    connector.setHost(settings.serverAddress().host());
    connector.setPort(settings.serverAddress().port());
    connector.setIdleTimeout(0);
    return connector;
  }

  /** Returns the port that is served first, also while connections are refused there. */
  public int port() {
    return port;
  }

  /**
   * Returns the addresses at which it listens; to be called once.
   *
   * @param host the name of this machine in their URLs
   * @param journal where it is recorded what is refused
   */
  public Addresses addresses(String host, Journal journal, TimeSource time) {
    ClosableConnector connector =
        (ClosableConnector) javalin.jettyServer().server().getConnectors()[0];
    ListeningAddresses all =
        new ListeningAddresses(connector, each -> baseUrl(host, each), journal, time);
    addresses = all;
    return all;
  }

  /** Returns the base URL of the port, in plain text. */
  public URI baseUrl(String host) {
    return baseUrl(host, port);
  }

  private static URI baseUrl(String host, int port) {
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port);
  }

  @Override
  public void close() {
    dispatcher.endStreams();
    if (addresses != null) {
      addresses.close();
    }
    javalin.stop();
  }
}
