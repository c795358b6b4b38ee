package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Begins a scenario, lets happen what it strikes, and looks whether it does. Not thread-safe. */
final class Trial implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TrialApp app = new TrialApp();
  private final WebSocketApiEmulator emulator = app.emulator();
  private final Scenario scenario;
  private final Beginning beginning;
  private final List<TestClient> clients = new ArrayList<>();
  private final List<CompletableFuture<?>> underWay = new ArrayList<>();
  private long mark;

  /** The stage that calls change, when it is there. */
  private MadeStage stage;

  private boolean isOther;

  /** What is known of a scenario that has begun, from whoever has begun it. */
  record Begun(List<String> rules, int struck) {}

  /** Begins a scenario, through one of the emulator's interfaces. */
  interface Beginning {
    Begun begin(WebSocketApiEmulator emulator, Scenario scenario) throws Exception;
  }

  Trial(Scenario scenario, Beginning beginning) {
    this.scenario = scenario;
    this.beginning = beginning;
  }

  /** Fails if the scenario does not strike. */
  void run() throws Exception {
    try {
      mark = emulator.journal().end();
      clients.add(connect());
      Begun begun = beginning.begin(emulator, scenario);
      provoke(clients.get(0));
      if (scenario.strikesAtOnce()) {
        assertThat(begun.struck()).as("connections struck").isEqualTo(1);
      } else {
        assertThat(emulator.journal().await(PATIENCE, () -> hasStruck(begun)))
            .as("strike of %s, with the rules %s", scenario, begun.rules())
            .isTrue();
      }
    } finally {
      restore();
    }
  }

  private boolean hasStruck(Begun begun) {
    return emulator.journal().since(mark).items().stream()
        .anyMatch(
            entry ->
                scenario == Scenario.LARGE_MESSAGE
                    ? entry instanceof Closed end && end.code() == 1009
                    : entry instanceof Faulted fault
                        && fault.faultId().equals(begun.rules().get(0)));
  }

  private TestClient connect() {
    return TestClient.connect(emulator.webSocketUrl());
  }

  private void provoke(TestClient client) throws Exception {
    switch (scenario) {
      case RECONNECT_STORM,
          IDLE_LIMIT,
          TWO_HOUR_LIMIT,
          HALF_OPEN,
          HALF_OF_CLIENTS_LOST,
          ROLLING_DRAIN,
          NAT_TIMEOUT,
          TOKEN_EXPIRES,
          NETWORK_STALLS,
          ADDRESS_CHANGES -> {} // it has struck
      case STALE_CONNECTION, SLOW_CONSUMER, OUT_OF_ORDER, DUPLICATE_DELIVERY, COLD_START_STORM ->
          client.send("hello?");
      case POST_DURING_CONNECT -> begin(() -> clients.add(connect()));
      case DISCONNECT_NEVER_DELIVERED -> client.close();
      case FUNCTION_TIMEOUT, STALE_READ, LAGGING_INDEX -> client.send("{\"action\":\"read\"}");
      case CONCURRENCY_EXHAUSTED -> {
        client.send("{\"action\":\"wait\"}");
        client.send("{\"action\":\"wait\"}");
      }
      case THROTTLED_BROADCAST, PARTIAL_BROADCAST_FAILURE, SLOW_POSTS -> begin(this::post);
      case LARGE_MESSAGE -> client.send("x".repeat(33 * 1024));
      case SLOW_DEPLOYMENTS -> changeStage();
      case STREAM_LAGS -> app.write();
      case QUEUE_DELIVERS_TWICE, POISONED_BATCH -> app.send();
      case SCHEDULE_FIRES_LATE -> emulator.time().advance(Duration.ofDays(1));
      case PROXY_ANSWERS_502 ->
          assertThatThrownBy(this::connect).isInstanceOf(HandshakeRefusedException.class);
      case S3_EVENT_LOST -> app.put();
    }
  }

  /** Begins what lasts until time passes. */
  private void begin(Runnable what) {
    underWay.add(CompletableFuture.runAsync(what, each -> new Thread(each, "under way").start()));
  }

  private String clientId() {
    return emulator.journal().since(mark).items().stream()
        .filter(Handshake.class::isInstance)
        .map(JournalEntry::connectionId)
        .findFirst()
        .orElseThrow();
  }

  private void post() {
    URI url = URI.create(emulator.connectionsEndpoint() + "/@connections/" + clientId());
    try {
      HTTP.send(
          HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("news")).build(),
          BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes a stage, to another function and back. */
  private void changeStage() throws IOException {
    if (stage == null) {
      stage = new MadeStage(emulator, "Answer");
    }
    isOther = !isOther;
    stage.change(isOther ? "Read" : "Answer");
  }

  /** Ends the scenario and what it has left. */
  private void restore() {
    emulator.faults().clear();
    acceptAgain();
    app.release();
    emulator.time().advance(Duration.ofSeconds(3)); // as much as what is under way needs
    underWay.forEach(CompletableFuture::join);
    underWay.clear();
    emulator.time().advance(Duration.ofMinutes(1));
    if (scenario == Scenario.POISONED_BATCH) {
      app.purge();
    }
    clients.forEach(TestClient::drop);
    clients.clear();
    OpenConnections.end(emulator);
  }

  private void acceptAgain() {
    List<URI> all = List.copyOf(emulator.addresses().all().keySet());
    emulator.addresses().accept(all.get(0));
    all.stream()
        .skip(1)
        .filter(each -> emulator.addresses().all().get(each))
        .forEach(emulator.addresses()::refuse);
  }

  @Override
  public void close() {
    app.close();
  }
}
