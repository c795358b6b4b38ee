package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.compression.ExtensionOffers;
import dev.wsemulator.internal.compression.NegotiatedDeflate;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultyChannel;
import dev.wsemulator.internal.fault.FaultyMessages;
import dev.wsemulator.internal.fault.gateway.FaultyConnect;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.gateway.Deployments.Found;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.integration.event.ConnectRequest;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.internal.transport.EmulatorServer.ServerDependencies;
import dev.wsemulator.internal.transport.socket.ClientSocket;
import dev.wsemulator.internal.transport.socket.FrameFilterExtension;
import dev.wsemulator.internal.transport.socket.LongMessages;
import dev.wsemulator.internal.transport.socket.Peer;
import dev.wsemulator.internal.transport.socket.RefusalReasons;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.io.EOFException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
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
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

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
  private final TrafficListener traffic;
  private final FaultyConnect connect;
  private final Framing framing;
  private final WebSocketMappings mappings =
      new WebSocketMappings(
          new WebSocketComponents(FrameFilterExtension.registry(), null, null, null, null));

  Upgrade(ServerDependencies dependencies) {
    this.gateway = dependencies.gateway();
    this.quotas = dependencies.quotas();
    this.time = dependencies.time();
    this.compression = dependencies.compression();
    this.faults = dependencies.faults();
    this.traffic = dependencies.traffic();
    this.framing = dependencies.framing();
    this.connect = new FaultyConnect(gateway.connect(), faults, time);
  }

  void handle(Request request, Response response, Callback callback) {
    if (ConnectRequestReader.urlLength(request) > quotas.urlLength()) {
      refused(
          request,
          414,
          RefusalReasons.urlTooLong(ConnectRequestReader.urlLength(request), quotas.urlLength()));
      Responses.json(response, 414, "{\"message\":\"Request-URI Too Long\"}", callback);
      return;
    }
    Optional<Found> found =
        gateway
            .deployments()
            .find(ConnectRequestReader.host(request), request.getHttpURI().getDecodedPath())
            .filter(stage -> stage.rest().isEmpty());
    if (found.isEmpty()) {
      String path = request.getHttpURI().getDecodedPath();
      Reason why = gateway.deployments().unknown(ConnectRequestReader.host(request), path);
      refused(request, 403, why);
      Responses.forbidden(response, callback);
      return;
    }
    String problem = ConnectRequestReader.problem(request);
    if (problem != null) {
      refused(request, 400, RefusalReasons.badHandshake(problem));
      Responses.badRequest(response, callback);
      return;
    }
    try {
      PendingUpgrade coming = new PendingUpgrade(time.nanos(), agreement(request));
      ConnectRequest handshake =
          ConnectRequestReader.read(
              request, found.get().stage(), gateway.connections().newId(), time.now());
      decide(handshake, coming, new Exchange(request, response, callback));
    } catch (MalformedOffer e) {
      refused(request, 400, RefusalReasons.badHandshake(e.getMessage()));
      Responses.badRequest(response, callback);
    }
  }

  private static final class MalformedOffer extends Exception {
    private static final long serialVersionUID = 1;

    MalformedOffer(IllegalArgumentException cause) {
      super(EXTENSIONS + ": " + cause.getMessage(), cause);
    }
  }

  /** Returns what is agreed on of the extensions that a client offers. */
  private @Nullable NegotiatedDeflate agreement(Request request) throws MalformedOffer {
    try {
      List<ExtensionOffers.Offer> offers =
          ExtensionOffers.read(request.getHeaders().getValuesList(EXTENSIONS));
      return compression ? NegotiatedDeflate.negotiate(offers).orElse(null) : null;
    } catch (IllegalArgumentException e) {
      throw new MalformedOffer(e);
    }
  }

  private void refused(Request request, int status, Reason why) {
    gateway.refused(ConnectRequestReader.place(request), status, why);
  }

  /**
   * What is kept of a handshake until {@code $connect} has decided.
   *
   * @param nanos the time of arrival
   * @param compression what it has agreed to, or {@code null}
   */
  private record PendingUpgrade(long nanos, @Nullable NegotiatedDeflate compression) {}

  private void decide(ConnectRequest handshake, PendingUpgrade coming, Exchange exchange) {
    Facts facts = handshake.facts();
    DeployedStage stage = facts.stage();
    traffic.connecting(
        facts.connectionId(), stage.api().apiId(), stage.stage().stageName(), handshake.raw());
    connect
        .run(
            handshake,
            new WaitingClient(exchange, status -> traffic.answered(facts.connectionId(), status)))
        .thenAccept(
            decision -> {
              if (decision instanceof Decision.Accepted accepted) {
                accept(accepted, coming, exchange);
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

  private void accept(Decision.Accepted accepted, PendingUpgrade coming, Exchange exchange) {
    Peer peer = Peer.of(exchange.request());
    ClientSocket socket =
        new ClientSocket(
            gateway,
            quotas,
            new ClientSocket.Line(
                peer, new FaultyMessages(gateway.message()::run, faults, time), traffic),
            new ClientSocket.Format(framing, coming.compression()));
    Connection connection =
        new Connection(
            accepted.facts(),
            new FaultyChannel(socket, accepted.facts(), faults, time),
            coming.nanos());
    socket.bind(connection);
    traffic.answered(accepted.facts().connectionId(), 101);
    gateway.open(connection);
    if (peer.isLost()) {
      socket.ended(CloseCause.LOST);
      exchange.callback().failed(new EOFException("The client is gone."));
      return;
    }
    new SwitchingProtocols(accepted.subprotocol(), coming.compression()).answer(exchange.request());
    if (!isUpgraded(socket, coming, exchange)) {
      refused(
          exchange.request(), 400, RefusalReasons.badHandshake("The server library refused it."));
      Responses.badRequest(exchange.response(), exchange.callback());
    }
  }

  private boolean isUpgraded(ClientSocket socket, PendingUpgrade coming, Exchange exchange) {
    boolean upgraded = false;
    try {
      upgraded =
          mappings.upgrade(
              new Negotiator(
                  new LongMessages(
                      socket,
                      gateway
                          .inFlight()
                          .counting(exchange.request().getComponents().getExecutor())),
                  quotas.frameBytes(),
                  coming.compression() != null),
              new StrippedRequest(exchange.request()),
              exchange.response(),
              exchange.callback(),
              null);
    } finally {
      if (!upgraded) {
        socket.ended(CloseCause.LOST);
      }
    }
    return upgraded;
  }

  private static void refuse(Decision.Refused refused, Exchange exchange) {
    Responses.refusal(exchange, refused);
  }

  /** A request without what the server library would negotiate on its own. */
  private static final class StrippedRequest extends Request.Wrapper {
    private final HttpFields headers;

    StrippedRequest(Request request) {
      super(request);
      this.headers =
          HttpFields.build(request.getHeaders())
              .remove(
                  EnumSet.of(
                      HttpHeader.SEC_WEBSOCKET_EXTENSIONS, HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL));
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }

  /** Passes our limits to the server library. */
  private record Negotiator(FrameHandler socket, int frameBytes, boolean compressed)
      implements WebSocketNegotiator {

    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      response.setExtensions(List.of(FrameFilterExtension.config(compressed)));
      return socket;
    }

    @Override
    public void customize(Configuration configuration) {
      configuration.setAutoFragment(false);
      configuration.setMaxFrameSize(Math.max(MAX_READABLE_FRAME, frameBytes));
      configuration.setIdleTimeout(Duration.ZERO);
    }
  }
}
