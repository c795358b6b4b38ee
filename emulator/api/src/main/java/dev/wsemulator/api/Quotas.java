package dev.wsemulator.api;

import dev.wsemulator.time.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The limits that API Gateway puts on a WebSocket API. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public sealed interface Quotas {

  /** The value that lifts a quota. */
  String UNLIMITED = "unlimited";

  /** Returns the longest frame, in bytes, in either direction. */
  int frameBytes();

  /** Returns the longest message after reassembly, in bytes. */
  int messageBytes();

  /** Returns how long a connection may be without a message. */
  Duration idleTimeout();

  /** Returns how long a connection may be open. */
  Duration connectionDuration();

  /** Returns the rate of requests, messages and {@code @connections} calls of the account. */
  double requestsPerSecond();

  /** Returns how many of them may come at once. */
  int requestBurst();

  /** Returns the rate of handshakes of the account, also how many may come at once. */
  double newConnectionsPerSecond();

  /** Returns the longest URL of a handshake, in characters. */
  int urlLength();

  /** Returns the longest answer of a Lambda authorizer, in bytes. */
  int authorizerResultBytes();

  /** Returns how long a client may take to send its request, from the connection on. */
  Duration handshakeTimeout();

  /** Returns how many clients may be about to send one; of more the first are cut off. */
  int pendingHandshakes();

  /** Returns a builder with these quotas. */
  Builder toBuilder();

  /** Returns the quotas that AWS sets. */
  static Quotas aws() {
    return builder().build();
  }

  /** Returns a builder that starts with the quotas that AWS sets. */
  static Builder builder() {
    return new Builder();
  }

  /** Builds quotas. Not thread-safe. */
  final class Builder {
    /** Longer than anybody waits, and short enough to be added to any time. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final Map<String, BiConsumer<Builder, String>> BY_NAME = byName();

    private int frameBytes = 32 * 1024;
    private int messageBytes = 128 * 1024;
    private Duration idleTimeout = Duration.ofMinutes(10);
    private Duration connectionDuration = Duration.ofHours(2);
    private double requestsPerSecond = 10_000;
    private int requestBurst = 5_000;
    private double newConnectionsPerSecond = 500;
    private int urlLength = 4096;
    private int authorizerResultBytes = 8 * 1024;
    private Duration handshakeTimeout = Duration.ofSeconds(60);
    private int pendingHandshakes = 1_000;

    private Builder() {}

    /** Sets the longest frame, in bytes. */
    public Builder frameBytes(int bytes) {
      frameBytes = checked("frameBytes", bytes, bytes > 0);
      return this;
    }

    /** Sets the longest message, in bytes. */
    public Builder messageBytes(int bytes) {
      messageBytes = checked("messageBytes", bytes, bytes >= 0);
      return this;
    }

    /** Sets how long a connection may be without a message. */
    public Builder idleTimeout(Duration timeout) {
      idleTimeout = checked("idleTimeout", timeout);
      return this;
    }

    /** Sets how long a connection may be open. */
    public Builder connectionDuration(Duration longest) {
      connectionDuration = checked("connectionDuration", longest);
      return this;
    }

    /** Sets the rate of requests. */
    public Builder requestsPerSecond(double rate) {
      requestsPerSecond = checked("requestsPerSecond", rate, rate >= 0);
      return this;
    }

    /** Sets how many requests may come at once. */
    public Builder requestBurst(int burst) {
      requestBurst = checked("requestBurst", burst, burst >= 0);
      return this;
    }

    /** Sets the rate of handshakes. */
    public Builder newConnectionsPerSecond(double rate) {
      newConnectionsPerSecond = checked("newConnectionsPerSecond", rate, rate >= 0);
      return this;
    }

    /** Sets the longest URL of a handshake, in characters. */
    public Builder urlLength(int characters) {
      urlLength = checked("urlLength", characters, characters >= 0);
      return this;
    }

    /** Sets the longest answer of a Lambda authorizer, in bytes. */
    public Builder authorizerResultBytes(int bytes) {
      authorizerResultBytes = checked("authorizerResultBytes", bytes, bytes >= 0);
      return this;
    }

    /** Sets how long a client may take to send its request. */
    public Builder handshakeTimeout(Duration timeout) {
      handshakeTimeout = checked("handshakeTimeout", timeout);
      return this;
    }

    /** Sets how many clients may be about to send a request. */
    public Builder pendingHandshakes(int clients) {
      pendingHandshakes = checked("pendingHandshakes", clients, clients > 0);
      return this;
    }

    /** Lifts the limits on how many requests and handshakes there are. */
    public Builder withoutThrottling() {
      return requestsPerSecond(Double.POSITIVE_INFINITY)
          .requestBurst(Integer.MAX_VALUE)
          .newConnectionsPerSecond(Double.POSITIVE_INFINITY);
    }

    /**
     * Sets one quota by its name, as command lines and files do.
     *
     * @param name the name, such as {@code idleTimeout}
     * @param value a number; for a time, a number with {@code ms}, {@code s}, {@code m} or {@code
     *     h}; or {@value Quotas#UNLIMITED}
     * @throws IllegalArgumentException if the quota does not exist or the value is invalid
     */
    public Builder set(String name, String value) {
      BiConsumer<Builder, String> setter = BY_NAME.get(name);
      if (setter == null) {
        throw new IllegalArgumentException(
            "Unknown quota \"%s\". Allowed: %s."
                .formatted(name, String.join(", ", BY_NAME.keySet())));
      }
      try {
        setter.accept(this, value.strip());
        return this;
      } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "The quota %s cannot be \"%s\". Write a number, a time such as 30s or 10m for a time, or %s."
                .formatted(name, value, UNLIMITED),
            e);
      }
    }

    /** Returns the quotas. */
    public Quotas build() {
      return new Built(
          frameBytes,
          messageBytes,
          idleTimeout,
          connectionDuration,
          requestsPerSecond,
          requestBurst,
          newConnectionsPerSecond,
          urlLength,
          authorizerResultBytes,
          handshakeTimeout,
          pendingHandshakes);
    }

    private static <T> T checked(String name, T value, boolean possible) {
      if (!possible) {
        throw new IllegalArgumentException(
            "The quota %s cannot be %s. Choose a greater value, or %s."
                .formatted(name, value, UNLIMITED));
      }
      return value;
    }

    private static Duration checked(String name, Duration time) {
      Objects.requireNonNull(time, name);
      checked(name, time, !time.isNegative() && !time.isZero());
      return time.compareTo(FOREVER) < 0 ? time : FOREVER;
    }

    private static Map<String, BiConsumer<Builder, String>> byName() {
      Map<String, BiConsumer<Builder, String>> all = new LinkedHashMap<>();
      all.put("frameBytes", (to, value) -> to.frameBytes(count(value)));
      all.put("messageBytes", (to, value) -> to.messageBytes(count(value)));
      all.put("idleTimeout", (to, value) -> to.idleTimeout(duration(value)));
      all.put("connectionDuration", (to, value) -> to.connectionDuration(duration(value)));
      all.put("requestsPerSecond", (to, value) -> to.requestsPerSecond(rate(value)));
      all.put("requestBurst", (to, value) -> to.requestBurst(count(value)));
      all.put("newConnectionsPerSecond", (to, value) -> to.newConnectionsPerSecond(rate(value)));
      all.put("urlLength", (to, value) -> to.urlLength(count(value)));
      all.put("authorizerResultBytes", (to, value) -> to.authorizerResultBytes(count(value)));
      all.put("handshakeTimeout", (to, value) -> to.handshakeTimeout(duration(value)));
      all.put("pendingHandshakes", (to, value) -> to.pendingHandshakes(count(value)));
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

    private record Built(
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
        int pendingHandshakes)
        implements Quotas {
      @Override
      public Builder toBuilder() {
        return builder()
            .frameBytes(frameBytes)
            .messageBytes(messageBytes)
            .idleTimeout(idleTimeout)
            .connectionDuration(connectionDuration)
            .requestsPerSecond(requestsPerSecond)
            .requestBurst(requestBurst)
            .newConnectionsPerSecond(newConnectionsPerSecond)
            .urlLength(urlLength)
            .authorizerResultBytes(authorizerResultBytes)
            .handshakeTimeout(handshakeTimeout)
            .pendingHandshakes(pendingHandshakes);
      }
    }
  }
}
