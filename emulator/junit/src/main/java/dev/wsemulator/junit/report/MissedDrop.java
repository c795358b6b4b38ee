package dev.wsemulator.junit.report;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import java.util.List;
import java.util.stream.Collectors;

/** Says of a scenario that struck nobody why, and what to do. */
public final class MissedDrop {
  private static final String HEAD = "The drop of %s never came, so the test has shown nothing. ";

  private static final String WHEN_CLIENTS_ARE_THERE =
      "Let clients connect before it begins: take a TestClient as a parameter of the test, connect"
          + " in @BeforeEach, or take a Drop as a parameter and call begin() when they are"
          + " connected.";

  private MissedDrop() {}

  /** Returns what is said of a test that takes a {@code Drop} and has not called it. */
  public static String neverBegun(Scenario scenario) {
    return head(scenario)
        + "The test takes a Drop as a parameter and never called Drop.begin(). Call it, or remove"
        + " the parameter: the scenario begins with the test then.";
  }

  /** Returns what is said of a scenario that strikes open connections and found none. */
  static String nobody(Scenario scenario) {
    return head(scenario)
        + "It strikes the connections that are open when it begins, and there was none. "
        + WHEN_CLIENTS_ARE_THERE;
  }

  /** Returns what is said of a scenario that has begun. */
  static String of(OngoingScenario ongoing) {
    Scenario scenario = ongoing.scenario();
    if (scenario == Scenario.LARGE_MESSAGE) {
      return head(scenario)
          + "No connection was closed with 1009. Send a message of more than 32 KB in one frame, and"
          + " wait for the end: client.expectClose(1009, reason). A test of an application that"
          + " avoids it needs no annotation.";
    }
    if (scenario.passes().isPresent() && scenario.strike().isEmpty()) {
      return head(scenario)
          + "%s passed, and no connection reached the idle limit or was kept open by a message."
              .formatted(scenario.passes().get())
          + open(ongoing)
          + " Is the quota idleTimeout longer?";
    }
    if (scenario.strike().isPresent()) {
      return head(scenario) + "It struck none of the open connections." + open(ongoing);
    }
    return head(scenario) + rules(ongoing) + open(ongoing) + advice(ongoing);
  }

  private static String head(Scenario scenario) {
    return HEAD.formatted(scenario);
  }

  private static String rules(OngoingScenario ongoing) {
    return ongoing.rules().entrySet().stream()
        .limit(1) // the others follow from it
        .map(rule -> sentence(rule.getKey(), rule.getValue()))
        .collect(Collectors.joining());
  }

  private static String sentence(String id, FaultRule rule) {
    String only =
        rule.matcher().words().entrySet().stream()
            .map(word -> word.getKey() + " " + word.getValue())
            .collect(Collectors.joining(", "));
    return "Its rule %s (%s at %s) waits for %s%s, and none was struck."
        .formatted(
            id,
            rule.fault(),
            rule.point(),
            rule.point().occasion(),
            only.isEmpty() ? "" : ", only for " + only);
  }

  private static String open(OngoingScenario ongoing) {
    List<String> ids = ongoing.connections();
    return ids.isEmpty()
        ? " No connection was open when it began."
        : " Open when it began: %s.".formatted(String.join(", ", ids));
  }

  private static String advice(OngoingScenario ongoing) {
    FaultRule rule = ongoing.rules().values().iterator().next();
    String connect =
        rule.point() == FaultPoint.INVOCATION_RESULT && "$connect".equals(rule.matcher().route())
            ? " Clients that are parameters of the test connect before it begins: connect in the"
                + " test, with TestClient.connect(emulator.webSocketUrl())."
            : "";
    return (connect.isEmpty() ? " " + toDo(rule.point()) : connect)
        + " If it has to begin at a certain moment, take a Drop as a parameter.";
  }

  private static String toDo(FaultPoint point) {
    return switch (point) {
      case HANDSHAKE ->
          "Let a client connect while the test runs. Clients that are parameters of the test connect"
              + " before it begins.";
      case TO_CLIENT -> "Let a client be sent a message while the test runs.";
      case DISCONNECT ->
          "Let a client end its connection while the test runs: client.close(). Clients that are"
              + " parameters are closed only after it.";
      case CONNECTIONS_CALL -> "Let a function call @connections while the test runs.";
      case BACK_END ->
          "Let a function call an embedded service or the stub of Amazon Translate while the test"
              + " runs.";
      case BATCH -> "Let something come to the queue or the stream, and time pass.";
      case EVENT ->
          "Let something happen in the bucket, the topic or on the bus while the test runs.";
      case SCHEDULE -> "Let time pass until a schedule is due: time.advance(duration).";
      case DEPLOYMENT -> "Deploy by a call, such as UpdateStage, while the test runs.";
      default -> "Let a function run for a message or an event while the test runs.";
    };
  }
}
