package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.replay.Findings.Values;
import dev.wsemulator.internal.replay.Player.ConnectionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One client of a recording, and what it is to receive. For one thread. */
final class ReplayedClient implements AutoCloseable {
  /** How long the rest of what may come in any order is waited for, once something else came. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Player player;
  private final Expected expected;
  private final RecordedPace pace;
  private final Comparison comparison;
  private @Nullable String id;
  private boolean lost;

  /** Whether something did not come in time. */
  private boolean late;

  /**
   * A message that is not as it was.
   *
   * @param step where in the recording
   * @param values what was recorded and what has come instead
   */
  record Mismatch(Step step, Values values) {
    /** Returns that of a message that was recorded. */
    static Mismatch of(Step step, String actual) {
      return new Mismatch(step, new Values('"' + step.text("text") + '"', actual));
    }
  }

  ReplayedClient(Player player, Script script, int connection, Comparison comparison) {
    this.player = player;
    this.expected = script.expected(connection);
    this.pace = script.pace(connection);
    this.comparison = comparison;
  }

  Player player() {
    return player;
  }

  RecordedPace pace() {
    return pace;
  }

  /** Returns its connection's id, or {@code null} if its handshake did not arrive. */
  @Nullable String id() {
    return id;
  }

  void id(String connectionId) {
    id = connectionId;
  }

  /** Returns whether its connection is not as it was, so that nothing more can be compared. */
  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  /** Receives a message, unless the client let it wait when it was recorded, or never took it. */
  List<Mismatch> receive(Step step, Duration patience) {
    return pace.isTakenAtOnce(expected.place(step))
        ? await(step, () -> expected.isMet(step), patience)
        : List.of();
  }

  /** Receives the message that is late. */
  List<Mismatch> take(Step taken, Duration patience) {
    int count = taken.number("messages");
    List<Step> next = expected.next(taken.line());
    return next.isEmpty() ? List.of() : await(next.get(0), () -> expected.areMet(count), patience);
  }

  /** Returns the messages that may come before a step is done with. */
  private List<Step> next(Step step) {
    return expected.next(step.line());
  }

  private List<Mismatch> await(Step step, BooleanSupplier isThere, Duration patience) {
    List<String> strays = new ArrayList<>();
    Duration first = late && REST.compareTo(patience) < 0 ? REST : patience;
    while (!isThere.getAsBoolean() || !strays.isEmpty()) {
      if (!strays.isEmpty() && strays.size() >= next(step).size()) {
        break;
      }
      String message = player.next(strays.isEmpty() ? first : REST);
      if (message == null) {
        break;
      }
      if (!isMet(step, message)) {
        strays.add(message);
      }
    }
    List<Mismatch> all = paired(step, strays);
    if (!isThere.getAsBoolean()) {
      late = true;
      all.add(Mismatch.of(step, nothing()));
      expected.meet(step);
    }
    all.sort(Comparator.comparing(each -> each.step().line()));
    return all;
  }

  /** Returns whether a message is one of those that may come; the first of equal ones has. */
  private boolean isMet(Step awaited, String message) {
    for (Step step : next(awaited)) {
      if (comparison.isSame(step.text("text"), message)) {
        expected.meet(step);
        return true;
      }
    }
    return false;
  }

  /** Takes each message that nothing expects for the most similar one that has not come. */
  private List<Mismatch> paired(Step awaited, List<String> strays) {
    List<Mismatch> pairs = new ArrayList<>();
    for (String stray : strays) {
      String actual = '"' + stray + '"';
      Step step =
          next(awaited).stream()
              .max(Comparator.comparingInt(each -> Comparison.common(each.text("text"), stray)))
              .orElse(null);
      if (step == null) {
        pairs.add(new Mismatch(awaited, new Values("nothing more", actual)));
      } else {
        expected.meet(step);
        pairs.add(Mismatch.of(step, actual));
      }
    }
    return pairs;
  }

  private String nothing() {
    ConnectionEnd end = player.ended(Duration.ZERO);
    return end == null ? "nothing" : end.words();
  }

  @Override
  public void close() {
    player.close();
  }
}
