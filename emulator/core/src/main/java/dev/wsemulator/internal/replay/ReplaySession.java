package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.engine.RecordedSteps.ReplayOptions;
import dev.wsemulator.internal.replay.Player.ConnectionEnd;
import dev.wsemulator.internal.replay.ReplayTarget.ServedStage;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A replay in progress: its players and their emulator. For one thread, and one play. */
final class ReplaySession implements AutoCloseable {
  private static final int SWITCHING = 101;
  private static final int LOST = 1006;
  private static final String OPEN = "an open connection";

  private final ReplayTarget target;
  private final ReplayOptions options;
  private final Comparison comparison;
  private final Map<Integer, Player> players = new HashMap<>();
  private final Map<Integer, String> ids = new HashMap<>();

  /** Those that were open when what is played last was recorded. */
  private final Set<Integer> open = new HashSet<>();

  private Duration now = Duration.ZERO;

  ReplaySession(ReplayTarget target, ReplayOptions options) {
    this.target = target;
    this.options = options;
    this.comparison = new Comparison(options.ignored());
  }

  Optional<Difference> play(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      pass(step.at().minus(now));
      now = step.at();
      Difference difference = play(step, steps.subList(i + 1, steps.size()));
      if (difference != null) {
        return Optional.of(difference);
      }
    }
    return steps.isEmpty() ? Optional.empty() : surplus(steps.get(steps.size() - 1).line());
  }

  private void pass(Duration gap) {
    if (gap.isNegative() || gap.isZero()) {
      return;
    }
    if (target.isVirtual()) {
      target.advance(gap, options.patience());
    } else if (options.paced()) {
      CountDownLatch passed = new CountDownLatch(1);
      TimeSource.system().after(gap, passed::countDown);
      try {
        passed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Difference play(Step step, List<Step> following) {
    switch (step.event()) {
      case "connect" -> connect(step);
      case "answer" -> {
        return answer(step);
      }
      case "send" -> {
        return send(step, following);
      }
      case "receive" -> {
        return receive(step);
      }
      case "close" -> {
        return close(step);
      }
      default ->
          throw new IllegalArgumentException(
              "Line %d: unknown step \"%s\". Use the version that recorded it."
                  .formatted(step.line(), step.event()));
    }
    return null;
  }

  private void connect(Step step) {
    String query = step.text("query");
    URI stage = url(step.text("api"), step.text("stage"));
    Player player =
        new Player(query.isEmpty() ? stage : URI.create(stage + "?" + query), step.headers());
    comparison.varies(step.text("id"));
    players.put(step.connection(), player);
    player.connect();
  }

  private URI url(String api, String name) {
    List<ServedStage> served = target.stages();
    return served.stream()
        .filter(stage -> stage.apiId().equals(api) && stage.name().equals(name))
        .findFirst()
        .or(() -> only(name, served))
        .map(ServedStage::url)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The recording is of the API %s and its stage %s, which are not among %s."
                        .formatted(api, name, served)));
  }

  /** Another API with this stage will do if there is only one: a new stack may have new ids. */
  private static Optional<ServedStage> only(String name, List<ServedStage> served) {
    List<ServedStage> found = served.stream().filter(each -> each.name().equals(name)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private @Nullable Difference answer(Step step) {
    Integer status = player(step).status(options.patience());
    int expected = step.number("status");
    if (status == null || status != expected) {
      return different(step, "the status " + expected, status == null ? "none" : "" + status);
    }
    if (status == SWITCHING) {
      open.add(step.connection());
      target
          .lastConnection()
          .ifPresent(
              id -> {
                ids.put(step.connection(), id);
                comparison.varies(id);
              });
    }
    return null;
  }

  private @Nullable Difference send(Step step, List<Step> following) {
    Player player = player(step);
    if (player.ended(Duration.ZERO) == null
        && player.send(step.number("opcode"), step.isTrue("last"), step.payload())) {
      return null;
    }
    ConnectionEnd end = player.ended(options.patience());
    return crosses(step, following, end) ? null : early(step, end);
  }

  /** Returns whether the client knew as little of this end when it sent what was recorded. */
  private static boolean crosses(Step step, List<Step> following, @Nullable ConnectionEnd end) {
    return following.stream()
        .filter(each -> each.connection() == step.connection() && !each.event().equals("send"))
        .findFirst()
        .filter(next -> next.event().equals("close") && !next.text("by").equals("client"))
        .filter(next -> end(next).code() != LOST && end(next).equals(end))
        .isPresent();
  }

  private static ConnectionEnd end(Step close) {
    return new ConnectionEnd(close.number("code"), close.text("reason"));
  }

  private static Difference early(Step step, @Nullable ConnectionEnd end) {
    return different(step, OPEN, end == null ? "about to end" : end.words());
  }

  private @Nullable Difference receive(Step step) {
    String expected = step.text("text");
    String message = player(step).next(options.patience());
    if (message == null) {
      ConnectionEnd end = player(step).ended(Duration.ZERO);
      return different(step, quoted(expected), end == null ? "nothing" : end.words());
    }
    return comparison.isSame(expected, message)
        ? null
        : different(step, quoted(expected), quoted(message));
  }

  private @Nullable Difference close(Step step) {
    Player player = player(step);
    open.remove(step.connection());
    ConnectionEnd expected = end(step);
    if (step.text("by").equals("client")) {
      player.catchUp(options.patience());
      ConnectionEnd early = player.ended(Duration.ZERO);
      if (early != null) {
        return early(step, early);
      }
      player.end(expected.code(), expected.reason());
      return null;
    }
    if (expected.code() == LOST) {
      Optional.ofNullable(ids.get(step.connection())).ifPresent(target::reset);
      return null;
    }
    ConnectionEnd end = player.ended(options.patience());
    return expected.equals(end)
        ? null
        : different(step, expected.words(), end == null ? "still open" : end.words());
  }

  /** Checks for messages and closes that were not in the recording. */
  private Optional<Difference> surplus(int line) {
    players.values().forEach(player -> player.catchUp(options.patience()));
    target.awaitIdle(options.patience());
    players.values().forEach(player -> player.catchUp(options.patience()));
    return players.entrySet().stream()
        .map(entry -> surplus(line, entry.getKey(), entry.getValue()))
        .filter(difference -> difference != null)
        .findFirst();
  }

  private @Nullable Difference surplus(int line, int connection, Player player) {
    String message = player.next(Duration.ZERO);
    if (message != null) {
      return new Difference(
          new Difference.Position(line, connection), "nothing more", quoted(message));
    }
    ConnectionEnd end = open.contains(connection) ? player.ended(Duration.ZERO) : null;
    return end == null
        ? null
        : new Difference(new Difference.Position(line, connection), OPEN, end.words());
  }

  private Player player(Step step) {
    Player player = players.get(step.connection());
    if (player == null) {
      throw new IllegalArgumentException(
          "Line %d: there is no handshake of connection %d before it."
              .formatted(step.line(), step.connection()));
    }
    return player;
  }

  private static Difference different(Step step, String expected, String actual) {
    return new Difference(
        new Difference.Position(step.line(), step.connection()), expected, actual);
  }

  private static String quoted(String message) {
    return '"' + message + '"';
  }

  @Override
  public void close() {
    players.values().forEach(Player::close);
  }
}
