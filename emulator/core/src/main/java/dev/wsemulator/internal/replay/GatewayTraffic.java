package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What of a replay has arrived at the gateway, as a recording of it tells: so each step is taken
 * when the one before is there, and connections are known by their ids. Thread-safe.
 */
final class GatewayTraffic {
  /** Where the name of a line's event has come. */
  private static final int MOST_OF_HEAD = 100;

  private final Map<Integer, String> ids = new HashMap<>();
  private final Deque<String> handshakes = new ArrayDeque<>();
  private final Map<String, Integer> frames = new HashMap<>();
  private final Map<String, Integer> ends = new HashMap<>();
  private int calls;
  private boolean begun;

  /** Takes a line of the recording. */
  synchronized void accept(String line) {
    int end = Math.min(line.length(), MOST_OF_HEAD);
    String head = line.substring(0, end);
    if (head.contains("\"event\":\"receive\"")) {
      return; // the client receives it itself
    }
    if (head.contains("\"event\":\"call\"")) {
      calls++;
      notifyAll();
      return; // its body may be long
    }
    Json step = Json.parse(line.getBytes(StandardCharsets.UTF_8)).orElse(null);
    if (step == null) {
      return; // an empty line shows that the emulator is there
    }
    begun = true;
    String event = text(step, "event");
    int connection = number(step, "connection");
    String id = ids.getOrDefault(connection, "");
    switch (event) {
      case "connect" -> {
        ids.put(connection, text(step, "id"));
        handshakes.add(text(step, "id"));
      }
      case "send" -> frames.merge(id, 1, Integer::sum);
      case "close" -> ends.put(id, number(step, "code"));
      default -> {
        // What the gateway does is seen by the clients.
      }
    }
    notifyAll();
  }

  private static String text(Json step, String name) {
    return step.child(name).flatMap(Json::string).orElse("");
  }

  private static int number(Json step, String name) {
    return step.child(name).flatMap(Json::integer).orElse(0);
  }

  /** Waits until it hears of what arrives. */
  boolean hasBegun(Duration patience) {
    return await(patience, () -> begun);
  }

  /** Waits for a further handshake; returns its connection's id, or {@code null}. */
  synchronized @Nullable String handshake(Duration patience) {
    await(patience, () -> !handshakes.isEmpty());
    return handshakes.poll();
  }

  /** Waits until so many frames of a connection have arrived, or it has ended. */
  boolean frames(String id, int count, Duration patience) {
    return await(patience, () -> frames.getOrDefault(id, 0) >= count || ends.containsKey(id));
  }

  /** Waits until so many calls have arrived. */
  boolean calls(int count, Duration patience) {
    return await(patience, () -> calls >= count);
  }

  /** Waits until a connection has ended for the gateway; returns the code, or {@code null}. */
  synchronized @Nullable Integer end(String id, Duration patience) {
    await(patience, () -> ends.containsKey(id));
    return ends.get(id);
  }

  private synchronized boolean await(Duration patience, BooleanSupplier condition) {
    long deadline = TimeSource.system().nanos() + patience.toNanos();
    try {
      for (long left = patience.toNanos();
          !condition.getAsBoolean() && left > 0;
          left = deadline - TimeSource.system().nanos()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }
}
