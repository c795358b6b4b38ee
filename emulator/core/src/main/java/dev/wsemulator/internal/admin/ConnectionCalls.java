package dev.wsemulator.internal.admin;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.recording.TrafficListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Calls about connections. */
final class ConnectionCalls {
  private static final Set<String> ABOUT_ALL =
      Set.of("fault", "code", "reason", "over", "api", "stage", "idle", "age", "share");

  private final Connections connections;
  private final ActiveFaults faults;
  private final TrafficListener traffic;

  ConnectionCalls(Connections connections, ActiveFaults faults, TrafficListener traffic) {
    this.connections = connections;
    this.faults = faults;
    this.traffic = traffic;
  }

  /** Returns all that are open, oldest first. */
  String list() {
    JsonText list = new JsonText().open().name("connections").raw("[");
    String separator = "";
    List<Connection> all =
        connections.all().stream()
            .sorted(Comparator.comparing(each -> each.facts().connectedAt()))
            .toList();
    for (Connection connection : all) {
      list.raw(separator);
      write(list, connection);
      separator = ",";
    }
    return list.raw("]").close().toString();
  }

  /** Returns one. */
  String get(String id) {
    JsonText out = new JsonText();
    write(out, find(id));
    return out.toString();
  }

  private static void write(JsonText out, Connection connection) {
    Connection.Facts facts = connection.facts();
    out.open().string("connectionId", connection.id());
    out.string("apiId", facts.stage().api().apiId());
    out.string("stage", facts.stage().stage().stageName());
    out.string("connectedAt", facts.connectedAt().toString());
    out.string("lastActiveAt", connection.lastActiveAt().toString());
    out.string("sourceIp", facts.identity().sourceIp());
    String userAgent = facts.identity().userAgent();
    if (userAgent != null) {
      out.string("userAgent", userAgent);
    }
    out.close();
  }

  private Connection find(String id) {
    return connections
        .find(id)
        .orElseThrow(
            () ->
                new BadRequestException(
                    404,
                    "There is no open connection %s. See GET /_emulator/connections."
                        .formatted(id)));
  }

  /** Posts the body, as a back end would, but without a signature. */
  void post(String id, HttpRequest request) {
    Connection connection = find(id);
    String text = new String(request.body(), StandardCharsets.UTF_8);
    ClientChannel.Message message = ClientChannel.Message.of(text, null);
    if (!connection.send(message)) {
      throw new BadRequestException(429, "The client does not read, and its send buffer is full.");
    }
  }

  /** Lets a client take so many messages in all, also one whose handshake is not answered yet. */
  void holdBack(String id, AdminParameters call) {
    call.only(Set.of("messages")).need("messages");
    if (!connections.isIssued(id)) {
      throw new BadRequestException(404, "There was never a connection %s.".formatted(id));
    }
    traffic.holdBack(id, call.number("messages", 0));
  }

  /** Ends a connection, or lets nothing pass, for a time or forever. */
  void drop(String id, AdminParameters call) {
    call.only(Set.of("fault", "code", "reason", "by"));
    try {
      if (!faults.strike(id, fault(call))) {
        find(id);
      }
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, e.getMessage());
    }
  }

  /** Ends all connections that are matched, or lets them go silent; returns how many. */
  String dropAll(AdminParameters call) {
    call.only(ABOUT_ALL);
    try {
      Duration over = call.get("over") == null ? Duration.ZERO : call.duration("over");
      int struck = faults.strike(Matcher.of(call.values()), fault(call), over);
      return new JsonText().open().number("struck", struck).close().toString();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, e.getMessage());
    }
  }

  private static Fault fault(AdminParameters call) {
    return call.get("fault") == null ? Fault.reset() : Fault.of(call.values());
  }
}
