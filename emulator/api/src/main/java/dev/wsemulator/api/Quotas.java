package dev.wsemulator.api;

import dev.wsemulator.time.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * The limits that API Gateway puts on a WebSocket API. Immutable.
 *
 * @param frameBytes the longest frame, in bytes, in either direction
 * @param messageBytes the longest message after reassembly, in bytes
 * @param idleTimeout how long a connection may be without a message
 * @param connectionDuration how long a connection may be
 * @param requestsPerSecond requests, messages and {@code @connections} calls of the account
 * @param requestBurst how many of them at once
 * @param newConnectionsPerSecond handshakes of the account, also at once
 * @param urlLength the longest URL of a handshake, in characters
 * @param authorizerResultBytes the longest answer of a Lambda authorizer, in bytes
 * @param handshakeTimeout how long a client may take to send its request, from the connection on
 * @param pendingHandshakes how many clients may be about to send one; of more the first are cut off
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public record Quotas(
    int frameBytes,
    int messageBytes,
    Duration idleTimeout,
    Duration connectionDuration,
    double requestsPerSecond,
    int requestBurst,
    double newConnectionsPerSecond,
    int urlLength,
    int authorizerResultBytes,
    Duration handshakeTimeout,
    int pendingHandshakes) {

  /** The value that lifts a quota. */
  public static final String UNLIMITED = "unlimited";

  /** Longer than anybody waits, and short enough to be added to any time. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private static final Map<String, BiFunction<Quotas, String, Quotas>> BY_NAME = byName();

  /**
   * Checks that nothing is missing or negative.
   *
   * @throws IllegalArgumentException if a quota is negative, the frame size is zero, or a duration
   *     is invalid; the message names the quota
   */
  public Quotas {
    check("frameBytes", frameBytes, frameBytes > 0);
    check("messageBytes", messageBytes, messageBytes >= 0);
    idleTimeout = checked("idleTimeout", idleTimeout);
    connectionDuration = checked("connectionDuration", connectionDuration);
    check("requestsPerSecond", requestsPerSecond, requestsPerSecond >= 0);
    check("requestBurst", requestBurst, requestBurst >= 0);
    check("newConnectionsPerSecond", newConnectionsPerSecond, newConnectionsPerSecond >= 0);
    check("urlLength", urlLength, urlLength >= 0);
    check("authorizerResultBytes", authorizerResultBytes, authorizerResultBytes >= 0);
    handshakeTimeout = checked("handshakeTimeout", handshakeTimeout);
    check("pendingHandshakes", pendingHandshakes, pendingHandshakes > 0);
  }

  private static void check(String name, Object value, boolean possible) {
    if (!possible) {
      throw new IllegalArgumentException(
          "The quota %s cannot be %s. Choose a greater value, or %s."
              .formatted(name, value, UNLIMITED));
    }
  }

  private static Duration checked(String name, Duration time) {
    Objects.requireNonNull(time, name);
    check(name, time, !time.isNegative() && !time.isZero());
    return time.compareTo(FOREVER) < 0 ? time : FOREVER;
  }

  /** Returns the quotas that AWS sets. */
  public static Quotas aws() {
    return new Quotas(
        32 * 1024,
        128 * 1024,
        Duration.ofMinutes(10),
        Duration.ofHours(2),
        10_000,
        5_000,
        500,
        4096,
        8 * 1024,
        Duration.ofSeconds(60),
        1_000);
  }

  /** Returns these quotas without limits on how many requests and handshakes there are. */
  public Quotas withoutThrottling() {
    return with("requestsPerSecond", UNLIMITED)
        .with("requestBurst", UNLIMITED)
        .with("newConnectionsPerSecond", UNLIMITED);
  }

  /**
   * Returns these quotas with one changed.
   *
   * @param name the name of a component, such as {@code idleTimeout}
   * @param value a number; for a time, a number with {@code ms}, {@code s}, {@code m} or {@code h};
   *     or {@value #UNLIMITED}
   * @throws IllegalArgumentException if the quota does not exist or the value is invalid
   */
  public Quotas with(String name, String value) {
    BiFunction<Quotas, String, Quotas> change = BY_NAME.get(name);
    if (change == null) {
      throw new IllegalArgumentException(
          "Unknown quota \"%s\". Allowed: %s."
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    try {
      return change.apply(this, value.strip());
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "The quota %s cannot be \"%s\". Write a number, a time such as 30s or 10m for a time, or %s."
              .formatted(name, value, UNLIMITED),
          e);
    }
  }

  /**
   * Returns these quotas with some changed.
   *
   * @param changes values by name, as {@link #with(String, String)} takes them
   */
  public Quotas with(Map<String, String> changes) {
    Quotas changed = this;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      changed = changed.with(change.getKey(), change.getValue());
    }
    return changed;
  }

  private Quotas sizes(int frame, int message, int url, int result) {
    return new Quotas(
        frame,
        message,
        idleTimeout,
        connectionDuration,
        requestsPerSecond,
        requestBurst,
        newConnectionsPerSecond,
        url,
        result,
        handshakeTimeout,
        pendingHandshakes);
  }

  private Quotas handshakes(Duration timeout, int pending) {
    return new Quotas(
        frameBytes,
        messageBytes,
        idleTimeout,
        connectionDuration,
        requestsPerSecond,
        requestBurst,
        newConnectionsPerSecond,
        urlLength,
        authorizerResultBytes,
        timeout,
        pending);
  }

  private Quotas times(Duration idle, Duration whole) {
    return new Quotas(
        frameBytes,
        messageBytes,
        idle,
        whole,
        requestsPerSecond,
        requestBurst,
        newConnectionsPerSecond,
        urlLength,
        authorizerResultBytes,
        handshakeTimeout,
        pendingHandshakes);
  }

  private Quotas rates(double requests, int burst, double connections) {
    return new Quotas(
        frameBytes,
        messageBytes,
        idleTimeout,
        connectionDuration,
        requests,
        burst,
        connections,
        urlLength,
        authorizerResultBytes,
        handshakeTimeout,
        pendingHandshakes);
  }

  private static Map<String, BiFunction<Quotas, String, Quotas>> byName() {
    Map<String, BiFunction<Quotas, String, Quotas>> all = new LinkedHashMap<>();
    all.put(
        "frameBytes",
        (q, v) -> q.sizes(count(v), q.messageBytes, q.urlLength, q.authorizerResultBytes));
    all.put(
        "messageBytes",
        (q, v) -> q.sizes(q.frameBytes, count(v), q.urlLength, q.authorizerResultBytes));
    all.put("idleTimeout", (q, v) -> q.times(duration(v), q.connectionDuration));
    all.put("connectionDuration", (q, v) -> q.times(q.idleTimeout, duration(v)));
    all.put(
        "requestsPerSecond", (q, v) -> q.rates(rate(v), q.requestBurst, q.newConnectionsPerSecond));
    all.put(
        "requestBurst",
        (q, v) -> q.rates(q.requestsPerSecond, count(v), q.newConnectionsPerSecond));
    all.put(
        "newConnectionsPerSecond", (q, v) -> q.rates(q.requestsPerSecond, q.requestBurst, rate(v)));
    all.put(
        "urlLength",
        (q, v) -> q.sizes(q.frameBytes, q.messageBytes, count(v), q.authorizerResultBytes));
    all.put(
        "authorizerResultBytes",
        (q, v) -> q.sizes(q.frameBytes, q.messageBytes, q.urlLength, count(v)));
    all.put("handshakeTimeout", (q, v) -> q.handshakes(duration(v), q.pendingHandshakes));
    all.put("pendingHandshakes", (q, v) -> q.handshakes(q.handshakeTimeout, count(v)));
    return all;
  }

  private static int count(String value) {
    return value.equals(UNLIMITED) ? Integer.MAX_VALUE : Integer.parseInt(value);
  }

  private static double rate(String value) {
    return value.equals(UNLIMITED) ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
  }

  private static Duration duration(String value) {
    return value.equals(UNLIMITED) ? FOREVER : Durations.parse(value);
  }
}
