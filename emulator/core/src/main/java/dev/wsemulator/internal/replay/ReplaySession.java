package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.engine.RecordedSteps.ReplayOptions;
import dev.wsemulator.internal.replay.Findings.Values;
import dev.wsemulator.internal.replay.Player.ConnectionEnd;
import dev.wsemulator.internal.replay.ReplayedClient.Mismatch;
import dev.wsemulator.journal.Difference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A replay in progress: its clients and their emulator. For one thread, and one play. */
final class ReplaySession implements AutoCloseable {
  private static final int SWITCHING = 101;
  private static final int LOST = 1006;
  private static final String OPEN = "an open connection";

  /** How long a client's deed may take to reach the gateway. */
  private static final Duration WAY = Duration.ofSeconds(2);

  /** What may pass before all that was sent has arrived. */
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final ReplayTarget target;
  private final ReplayOptions options;
  private final Script script;
  private final Comparison comparison;
  private final Findings findings;
  private final GatewayTraffic traffic = new GatewayTraffic();
  private final ReplayedIds ids = new ReplayedIds();
  private final OutsideDeeds outside;
  private final ReplayClock clock;
  private final Map<Integer, ReplayedClient> clients = new TreeMap<>();

  /** Those that were open when what is played last was recorded. */
  private final Set<Integer> open = new HashSet<>();

  /** The client that has sent something that is not known to have arrived. */
  private @Nullable ReplayedClient unsettled;

  ReplaySession(ReplayTarget target, ReplayOptions options, Script script) {
    this.target = target;
    this.options = options;
    this.script = script;
    this.comparison = new Comparison(options.ignored());
    this.findings = new Findings(script, target, options.all());
    this.outside = new OutsideDeeds(target, options, ids);
    this.clock = new ReplayClock(target, options);
  }

  /** Plays all steps; returns the differences that are wanted. */
  List<Difference> play() {
    target.follow(traffic, options.patience());
    for (Step step : script.steps()) {
      if (unsettled != null && !isOfSame(step)) {
        settle(unsettled);
      }
      clock.reach(step.at());
      play(step);
      if (findings.areEnough()) {
        return findings.list();
      }
    }
    if (unsettled != null) {
      settle(unsettled);
    }
    clock.finish();
    if (!script.steps().isEmpty()) {
      findSurplus(script.steps().get(script.steps().size() - 1));
    }
    return findings.list();
  }

  /** Returns whether a step is one of the client that has sent last, so that it may follow. */
  private boolean isOfSame(Step step) {
    return clients.get(step.connection()) == unsettled
        && (step.event().equals("send") || step.event().equals("receive"))
        && step.at().minus(clock.now()).compareTo(INSTANT) < 0;
  }

  /** Waits until all that a client has sent has arrived. */
  private void settle(ReplayedClient client) {
    unsettled = null;
    if (client.id() != null) {
      traffic.frames(client.id(), client.player().frames(), WAY);
    }
  }

  private void play(Step step) {
    switch (step.event()) {
      case "connect" -> connect(step);
      case "call" -> traffic.calls(outside.call(step, url(step)), WAY);
      case "called" -> compareAnswer(step);
      case "fault" -> outside.addRule(step);
      case "fault-end" -> outside.removeRule(step);
      case "advance" -> clock.advance(step);
      default -> {
        ReplayedClient client = client(step);
        if (!client.isLost()) {
          play(step, client);
        }
      }
    }
  }

  private void play(Step step, ReplayedClient client) {
    switch (step.event()) {
      case "answer" -> answer(step, client);
      case "send" -> send(step, client);
      case "receive" -> add(client, client.receive(step, options.patience()));
      case "taken" -> take(step, client);
      case "waiting" -> {
        // It is known from the beginning.
      }
      case "strike" -> strike(step, client);
      case "close" -> close(step, client);
      default ->
          throw new IllegalArgumentException(
              "Line %d: unknown step \"%s\". Use the version that recorded it."
                  .formatted(step.line(), step.event()));
    }
  }

  private void connect(Step step) {
    String query = step.text("query");
    URI stage = url(step);
    Player player =
        new Player(query.isEmpty() ? stage : URI.create(stage + "?" + query), step.headers());
    ReplayedClient client = new ReplayedClient(player, script, step.connection(), comparison);
    comparison.varies(step.text("id"));
    clients.put(step.connection(), client);
    player.connect();
    String id = traffic.handshake(options.patience());
    if (id != null) {
      client.id(id);
      ids.connection(step.text("id"), id);
      comparison.varies(id);
      if (client.pace().isSlow()) {
        target.holdBack(id, client.pace().until(0));
      }
    }
  }

  private URI url(Step step) {
    return ServedStages.url(target.stages(), step.text("api"), step.text("stage"));
  }

  private void answer(Step step, ReplayedClient client) {
    Integer status = client.player().status(options.patience());
    int expected = step.number("status");
    if (status == null || status != expected) {
      client.lose();
      add(step, new Values("the status " + expected, status == null ? "none" : "" + status));
    } else if (status == SWITCHING) {
      open.add(step.connection());
    }
  }

  private void send(Step step, ReplayedClient client) {
    Player player = client.player();
    byte[] payload =
        step.has("text")
            ? ids.in(step.text("text")).getBytes(StandardCharsets.UTF_8)
            : step.payload();
    if (player.ended(Duration.ZERO) == null
        && player.send(step.number("opcode"), step.isTrue("last"), payload)) {
      unsettled = client;
      return;
    }
    ConnectionEnd end = player.ended(options.patience());
    if (!crosses(step, end)) {
      addEarlyEnd(step, client, end);
    }
  }

  /** Returns whether the client knew as little of this end when it sent what was recorded. */
  private boolean crosses(Step step, @Nullable ConnectionEnd end) {
    Step next = script.nextFromGateway(step);
    return next != null
        && next.event().equals("close")
        && !next.text("by").equals("client")
        && end(next).code() != LOST
        && end(next).equals(end);
  }

  private static ConnectionEnd end(Step close) {
    return new ConnectionEnd(close.number("code"), close.text("reason"));
  }

  private void addEarlyEnd(Step step, ReplayedClient client, @Nullable ConnectionEnd end) {
    client.lose();
    open.remove(step.connection());
    add(step, new Values(OPEN, end == null ? "about to end" : end.words()));
  }

  private void take(Step step, ReplayedClient client) {
    if (client.id() != null) {
      target.holdBack(client.id(), client.pace().until(step.number("messages")));
    }
    add(client, client.take(step, options.patience()));
  }

  private void strike(Step step, ReplayedClient client) {
    if (step.words("fault").getOrDefault("fault", "").equalsIgnoreCase("silence")) {
      catchUp(client);
      client.player().leave();
    }
    outside.strike(step);
  }

  private void close(Step step, ReplayedClient client) {
    open.remove(step.connection());
    ConnectionEnd expected = end(step);
    switch (step.text("by")) {
      case "client" -> closeByClient(step, client, expected);
      case "unseen" -> {
        String id = client.id();
        Integer code = id == null ? null : traffic.end(id, options.patience());
        ConnectionEnd now = code == null ? null : new ConnectionEnd(code, expected.reason());
        compareEnds(step, client, expected, now);
      }
      default -> compareEnds(step, client, expected, client.player().ended(options.patience()));
    }
  }

  private void closeByClient(Step step, ReplayedClient client, ConnectionEnd expected) {
    Player player = client.player();
    catchUp(client);
    ConnectionEnd early = player.ended(Duration.ZERO);
    if (early != null) {
      addEarlyEnd(step, client, early);
      return;
    }
    player.end(expected.code(), expected.reason());
    if (client.id() != null) {
      traffic.end(client.id(), WAY);
    }
  }

  private void compareEnds(
      Step step, ReplayedClient client, ConnectionEnd expected, @Nullable ConnectionEnd now) {
    boolean same =
        now != null && (expected.equals(now) || expected.code() == LOST && now.code() == LOST);
    if (!same) {
      client.lose();
      add(step, new Values(expected.words(), now == null ? "still open" : now.words()));
    }
  }

  private void compareAnswer(Step step) {
    Values different = outside.answer(step);
    if (different != null) {
      Step call = script.call(step);
      ReplayedClient client = clients.get(script.connection(call.text("id")));
      findings.add(step, client == null ? null : client.id(), different);
    }
  }

  /** A slow client is not answered while its send buffer is full. */
  private static void catchUp(ReplayedClient client) {
    if (!client.pace().isSlow()) {
      client.player().catchUp(WAY);
    }
  }

  /** Looks for messages and ends that were not in the recording. */
  private void findSurplus(Step last) {
    clients.values().forEach(ReplaySession::catchUp);
    target.awaitIdle(options.patience());
    clients.values().forEach(ReplaySession::catchUp);
    clients.forEach(
        (connection, client) -> {
          if (!client.isLost()) {
            findSurplus(last.of(connection), client);
          }
        });
  }

  private void findSurplus(Step last, ReplayedClient client) {
    for (String message = client.player().next(Duration.ZERO);
        message != null;
        message = client.player().next(Duration.ZERO)) {
      findings.add(last, client.id(), new Values("nothing more", '"' + message + '"'));
    }
    ConnectionEnd end =
        open.contains(last.connection()) ? client.player().ended(Duration.ZERO) : null;
    if (end != null) {
      findings.add(last, client.id(), new Values(OPEN, end.words()));
    }
  }

  private ReplayedClient client(Step step) {
    ReplayedClient client = clients.get(step.connection());
    if (client == null) {
      throw new IllegalArgumentException(
          "Line %d: there is no handshake of connection %d before it."
              .formatted(step.line(), step.connection()));
    }
    return client;
  }

  private void add(Step step, Values values) {
    findings.add(step, client(step).id(), values);
  }

  private void add(ReplayedClient client, List<Mismatch> mismatches) {
    mismatches.forEach(each -> findings.add(each.step(), client.id(), each.values()));
  }

  @Override
  public void close() {
    clients.values().forEach(ReplayedClient::close);
  }
}
