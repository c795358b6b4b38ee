package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultyChannel;
import dev.wsemulator.internal.fault.FaultyConnect;
import dev.wsemulator.internal.fault.FaultyMessages;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.gateway.Deployments.Found;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.integration.ConnectRequest;
import dev.wsemulator.internal.recording.Traffic;
import dev.wsemulator.internal.routing.DeployedStage;
import dev.wsemulator.internal.transport.EmulatorServer.Served;
import dev.wsemulator.time.TimeSource;
import java.io.EOFException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/**
 * Answers an upgrade request when {@code $connect} has decided, without a thread that waits.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect</a>
 */
final class Upgrade {

  /**
   * Frames up to here are read whole, so that our own check answers them; Jetty refuses longer ones
   * by their header.
   */
  private static final long MAX_READABLE_FRAME = 1024 * 1024;

  private final Gateway gateway;
  private final Quotas quotas;
  private final TimeSource time;
  private final boolean compression;
  private final ActiveFaults faults;
  private final Traffic traffic;
  private final FaultyConnect connect;
  private final WebSocketMappings mappings = new WebSocketMappings();

  Upgrade(Served served) {
    this.gateway = served.gateway();
    this.quotas = served.quotas();
    this.time = served.time();
    this.compression = served.compression();
    this.faults = served.faults();
    this.traffic = served.traffic();
    this.connect = new FaultyConnect(gateway.connect(), faults, time);
  }

  void handle(Request request, Response response, Callback callback) {
    if (Handshake.urlLength(request) > quotas.urlLength()) {
      Answers.json(response, 414, "{\"message\":\"Request-URI Too Long\"}", callback);
      return;
    }
    Optional<Found> found =
        gateway
            .deployments()
            .find(Handshake.host(request), request.getHttpURI().getDecodedPath())
            .filter(stage -> stage.rest().isEmpty());
    if (found.isEmpty()) {
      Answers.forbidden(response, callback);
      return;
    }
    if (!Handshake.isValid(request)) {
      Answers.badRequest(response, callback);
      return;
    }
    ConnectRequest handshake =
        Handshake.read(request, found.get().stage(), gateway.connections().newId(), time.now());
    decide(handshake, new Exchange(request, response, callback));
  }

  private void decide(ConnectRequest handshake, Exchange exchange) {
    Facts facts = handshake.facts();
    DeployedStage stage = facts.stage();
    traffic.connecting(
        facts.connectionId(), stage.api().apiId(), stage.stage().stageName(), handshake.raw());
    connect
        .run(handshake, Peer.of(exchange.request())::lose)
        .thenAccept(
            decision -> {
              if (decision instanceof Decision.Accepted accepted) {
                accept(accepted, exchange);
              } else if (decision instanceof Decision.Refused refused) {
                traffic.answered(facts.connectionId(), refused.status());
                refuse(refused, exchange);
              }
            })
        .exceptionally(
            failure -> {
              exchange.callback().failed(failure);
              return null;
            });
  }

  private void accept(Decision.Accepted accepted, Exchange exchange) {
    Peer peer = Peer.of(exchange.request());
    ClientSocket socket =
        new ClientSocket(
            gateway,
            quotas,
            new ClientSocket.Line(
                peer, new FaultyMessages(gateway.message()::run, faults, time), traffic));
    Connection connection =
        new Connection(accepted.facts(), new FaultyChannel(socket, accepted.facts(), faults, time));
    socket.bind(connection);
    traffic.answered(accepted.facts().connectionId(), 101);
    gateway.open(connection);
    if (peer.isLost()) {
      socket.ended(CloseStatus.LOST);
      exchange.callback().failed(new EOFException("The client is gone."));
      return;
    }
    boolean upgraded = false;
    try {
      upgraded =
          mappings.upgrade(
              new Negotiator(socket, accepted, compression),
              exchange.request(),
              exchange.response(),
              exchange.callback(),
              null);
    } finally {
      if (!upgraded) {
        socket.ended(CloseStatus.LOST);
      }
    }
    if (!upgraded) {
      Answers.badRequest(exchange.response(), exchange.callback());
    }
  }

  private static void refuse(Decision.Refused refused, Exchange exchange) {
    Answers.refusal(exchange, refused);
  }

  /** Tells Jetty the subprotocol that {@code $connect} chose, and our limits. */
  private record Negotiator(ClientSocket socket, Decision.Accepted accepted, boolean compression)
      implements WebSocketNegotiator {
    private static final int FULL_WINDOW = 15;

    @Override
    public ClientSocket negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      String chosen = accepted.subprotocol();
      if (chosen != null && request.getSubProtocols().contains(chosen)) {
        response.setAcceptedSubProtocol(chosen);
      } else if (chosen != null) {
        Unoffered.add(request, chosen);
      }
      response.setExtensions(
          request.getExtensions().stream().filter(extension -> accepts(extension)).toList());
      return socket;
    }

    /**
     * Our compressor has one window only; a client that can read no other goes without, and so does
     * one whose offer is malformed.
     */
    private boolean accepts(ExtensionConfig extension) {
      return compression
          && isWindow(extension.getParameter("client_max_window_bits", null))
          && String.valueOf(FULL_WINDOW)
              .equals(
                  extension.getParameter("server_max_window_bits", String.valueOf(FULL_WINDOW)));
    }

    private static boolean isWindow(@Nullable String bits) {
      return bits == null || bits.matches("[89]|1[0-5]");
    }

    @Override
    public void customize(Configuration configuration) {
      configuration.setAutoFragment(false);
      configuration.setMaxFrameSize(MAX_READABLE_FRAME);
      configuration.setIdleTimeout(Duration.ZERO);
    }
  }
}
