package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.integration.MessageCall;
import dev.wsemulator.internal.integration.MessageCall.Message;
import dev.wsemulator.internal.integration.RequestStamp;
import dev.wsemulator.internal.routing.DeployedRoute;
import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.internal.routing.RouteSelector;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;

/**
 * The story of a client's message: choose the route, invoke its function, and answer if the route
 * is two-way or something went wrong. Thread-safe; never blocks, so the reader thread may call it
 * and messages are dispatched in order of arrival.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes-integrations.html">Routes
 *     and integrations</a>
 */
public final class MessageFlow {
  private final Journal journal;
  private final TimeSource time;
  private final int messageBytes;

  MessageFlow(Journal journal, TimeSource time, int messageBytes) {
    this.journal = journal;
    this.time = time;
    this.messageBytes = messageBytes;
  }

  /** Dispatches a message and returns at once. */
  public void run(Connection connection, String body) {
    RequestStamp stamp = RequestStamp.at(time.now());
    connection.active(stamp.at());
    DeployedRoute route = RouteSelector.select(connection.stage(), body);
    String routeKey = route == null ? null : route.route().routeKey();
    journal.add(
        new JournalEntry.MessageReceived(
            stamp.at(), connection.id(), stamp.requestId(), routeKey, body));
    if (route == null) {
      refuse(connection, GatewayResponses.FORBIDDEN, stamp);
    } else if (route.check() != null && route.check().problem(body).isPresent()) {
      refuse(connection, GatewayResponses.INVALID_REQUEST_BODY, stamp);
    } else if (route.target() == null) {
      refuse(connection, GatewayResponses.INTERNAL_SERVER_ERROR, stamp);
    } else {
      route
          .target()
          .call(new MessageCall(connection.facts(), routeKey, new Message(body, stamp)))
          .thenAccept(outcome -> answer(connection, route, new Answer(outcome, stamp)));
    }
  }

  private void answer(Connection connection, DeployedRoute route, Answer answer) {
    if (answer.outcome() instanceof Outcome.Failed failed) {
      refuse(connection, failed.failure().message(), answer.stamp());
    } else if (answer.outcome() instanceof Outcome.Answered answered
        && route.route().respondsToClient()) {
      respond(connection, answered, answer.stamp());
    }
  }

  private void respond(Connection connection, Outcome.Answered response, RequestStamp stamp) {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    if (body.length > messageBytes) {
      refuse(connection, GatewayResponses.INTERNAL_SERVER_ERROR, stamp);
    } else {
      send(connection, body, response.body());
    }
  }

  private void refuse(Connection connection, String message, RequestStamp stamp) {
    byte[] frame = GatewayResponses.frame(message, connection.id(), stamp.requestId());
    send(connection, frame, new String(frame, StandardCharsets.UTF_8));
  }

  private void send(Connection connection, byte[] utf8, String text) {
    if (connection.send(utf8)) {
      connection.active(time.now());
      journal.add(new JournalEntry.MessageSent(time.now(), connection.id(), text));
    }
  }

  private record Answer(Outcome outcome, RequestStamp stamp) {}
}
