package dev.wsemulator.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.journal.JournalEntry.Handshake;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One test: what a client and the journal say while a rule is in force. */
final class CellRun implements AutoCloseable {
  /** What a client sends at first, at most points. */
  static final String FIRST = "one";

  /** What a client sends when all is looked at. */
  static final String SECOND = "two";

  /** How far clocks jump. */
  static final Duration JUMP = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FaultApp app;
  private final ClientKind kind;
  private final FaultPoint point;
  private final DrivenClient client;
  private final DrivenClient leaver;
  private JournalLines lines;
  private boolean isUnordered;

  CellRun(FaultApp app, ClientKind kind, DrivenClient.Driver driver, FaultPoint point) {
    this.app = app;
    this.kind = kind;
    this.point = point;
    this.client = driver.newClient();
    this.leaver = driver.newClient();
    long end = journal().end();
    this.lines = new JournalLines(journal(), end, end, app.functions()::at);
  }

  private Journal journal() {
    return app.emulator().journal();
  }

  /** What was seen. */
  record Observation(List<String> client, List<String> journal) {}

  /**
   * Lets a fault happen, and looks.
   *
   * @param fault the fault
   * @param expected what must be seen of it
   * @param without what is seen without it
   */
  Observation run(Fault fault, FaultCell expected, FaultCell without) {
    isUnordered = expected.isUnordered();
    prepare();
    lines = new JournalLines(journal(), lines.begin(), journal().end(), app.functions()::at);
    app.time().forget();
    app.emulator().faults().add(rule(fault));
    provoke();
    List<String> wanted = new ArrayList<>();
    for (String item : expected.client()) {
      if (FaultCell.isStep(item)) {
        expectClient(wanted);
        awaitFault();
        app.awaitOther();
        expectClient(wanted);
        step(item);
      } else {
        wanted.add(item);
      }
    }
    expectClient(wanted);
    awaitFault();
    app.awaitOther();
    List<String> journal = expected.journal(without);
    await()
        .untilAsserted(
            () -> assertThat(once(lines.lines())).as("the journal").isEqualTo(once(journal)));
    expectClient(wanted);
    assertThat(lines.faulted(point))
        .as("faults in the journal")
        .containsOnly(fault + " at " + point);
    assertThat(lines.faulted(point).size() == 1 || canRepeat())
        .as("one fault in the journal")
        .isTrue();
    List<String> seen = client.events();
    return new Observation(
        isBeforeConnection() ? seen : seen.subList(1, seen.size()), once(lines.lines()));
  }

  /** What a client tries again is in the journal again. */
  private List<String> once(List<String> journal) {
    return kind.triesAgain() && isBeforeConnection()
        ? journal.stream().distinct().toList()
        : journal;
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(4))
        .pollDelay(Duration.ZERO);
  }

  private void expectClient(List<String> wanted) {
    List<String> all = prefix(kind.sees(wanted));
    await().untilAsserted(() -> assertThat(events()).as("the client").isEqualTo(inOrder(all)));
  }

  private List<String> events() {
    return inOrder(kind.certain(client.events()));
  }

  private List<String> inOrder(List<String> events) {
    return isUnordered ? events.stream().sorted().toList() : events;
  }

  /** What was seen while the test was prepared is not looked at. */
  private List<String> prefix(List<String> seen) {
    if (isBeforeConnection()) {
      return seen;
    }
    List<String> all = new ArrayList<>(List.of("open"));
    all.addAll(seen);
    return all;
  }

  private void awaitFault() {
    await().until(() -> !lines.faulted(point).isEmpty());
  }

  private void step(String item) {
    if (item.equals("<two>")) {
      client.send(SECOND);
    }
    if (!item.matches("<\\d.*")) {
      return;
    }
    Duration length = Duration.parse("PT" + item.substring(1, item.length() - 1));
    boolean isOfFunction = length.equals(FaultApp.TIMEOUT); // which has no timer of its own
    await().until(() -> isOfFunction ? lines.isInvoking() : app.time().hasBegun(length));
    app.emulator().time().advance(length);
  }

  private boolean isBeforeConnection() {
    return switch (point) {
      case HANDSHAKE, CONNECTING, ACCEPT, TLS_HANDSHAKE -> true;
      default -> false;
    };
  }

  /** Clients try again, and what has failed comes again. */
  private boolean canRepeat() {
    return point == FaultPoint.ACCEPT
        || point == FaultPoint.TLS_HANDSHAKE
        || kind.triesAgain() && isBeforeConnection();
  }

  private FaultRule rule(Fault fault) {
    FaultRule rule = fault.at(point);
    if (point == FaultPoint.BETWEEN_FRAGMENTS) {
      app.emulator().faults().add(Fault.split(2).at(FaultPoint.TO_CLIENT).once());
      rule = rule.forDirection(Direction.TO_CLIENT);
    }
    return canRepeat() ? rule : rule.once();
  }

  private void prepare() {
    if (point == FaultPoint.DEPLOYMENT) {
      app.deployed().deploy();
      connect(client, app.deployed().url());
    } else if (!isBeforeConnection()) {
      connect(client, app.url("ws"));
    }
    String id = lastConnection();
    String leaverId = "";
    if (point == FaultPoint.DISCONNECT) {
      connect(leaver, app.url("ws"));
      leaverId = lastConnection();
    }
    app.functions().begin(id, leaverId);
  }

  private void connect(DrivenClient each, URI url) {
    int before = handshakes().size();
    each.connect(url);
    await().until(() -> each.events().equals(List.of("open")) && handshakes().size() > before);
  }

  private List<Handshake> handshakes() {
    return journal().since(lines.begin(), Journal.CAPACITY).items().stream()
        .filter(Handshake.class::isInstance)
        .map(Handshake.class::cast)
        .toList();
  }

  private String lastConnection() {
    List<Handshake> all = handshakes();
    return all.isEmpty() ? "" : all.get(all.size() - 1).connectionId();
  }

  private void provoke() {
    switch (point) {
      case HANDSHAKE, CONNECTING, ACCEPT -> client.connect(app.url("ws"));
      case TLS_HANDSHAKE -> client.connect(app.url("wss"));
      case DISCONNECT -> leaver.leave();
      case CONNECTIONS_CALL, CONNECTIONS_ANSWER -> client.send("post");
      case BACK_END -> client.send("item");
      case BATCH -> app.backEnd().sendJob();
      case EVENT -> app.backEnd().publish();
      case SCHEDULE -> app.emulator().time().advance(Duration.ofMinutes(1));
      case DEPLOYMENT -> {
        app.deployed().change();
        client.send(FIRST);
      }
      default -> client.send(FIRST);
    }
  }

  @Override
  public void close() {
    app.emulator().faults().clear();
    client.close();
    if (point == FaultPoint.DISCONNECT) {
      leaver.close();
    } else if (point == FaultPoint.DEPLOYMENT) {
      app.deployed().delete();
    }
  }
}
