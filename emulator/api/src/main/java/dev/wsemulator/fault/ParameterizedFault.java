package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultPoint.BACK_END;
import static dev.wsemulator.fault.FaultPoint.BETWEEN_FRAGMENTS;
import static dev.wsemulator.fault.FaultPoint.CONNECTING;
import static dev.wsemulator.fault.FaultPoint.CONNECTIONS_ANSWER;
import static dev.wsemulator.fault.FaultPoint.CONNECTIONS_CALL;
import static dev.wsemulator.fault.FaultPoint.FROM_CLIENT;
import static dev.wsemulator.fault.FaultPoint.HANDSHAKE;
import static dev.wsemulator.fault.FaultPoint.INVOCATION;
import static dev.wsemulator.fault.FaultPoint.TO_CLIENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The faults with arguments, each with everything that is known of it. Immutable.
 *
 * @param <T> the value of the argument
 */
abstract sealed class ParameterizedFault<T> implements Fault {
  private static final int MAX_REASON_BYTES = 123;
  private static final double MEDIAN = 0.5;

  private final About about;
  private final T value;
  private final BiConsumer<FaultTarget, T> strike;

  private record About(String name, String summary, Effect effect, Set<FaultPoint> points) {}

  private ParameterizedFault(About about, T value, BiConsumer<FaultTarget, T> strike) {
    this.about = about;
    this.value = value;
    this.strike = strike;
  }

  /** Returns each with the arguments that it has by default. */
  static List<ParameterizedFault<?>> all() {
    return List.of(
        new Close(1001, ""),
        new Delay(Delays.exactly(Duration.ZERO)),
        new Answer(500),
        new Split(1),
        new Slow(0),
        new ClockJump(Duration.ZERO),
        new Proxied(IntermediaryAnswer.of(502)),
        new RawAnswer(RawBytes.OF_OTHER_SERVER),
        new Stall(Duration.ZERO));
  }

  /** Returns this with the arguments that were given. */
  abstract Fault with(FaultWords given);

  @Override
  public String name() {
    return about.name();
  }

  @Override
  public String summary() {
    return about.summary();
  }

  @Override
  public Effect effect() {
    return about.effect();
  }

  @Override
  public Set<FaultPoint> points() {
    return about.points();
  }

  final T value() {
    return value;
  }

  @Override
  public void strike(FaultTarget target) {
    strike.accept(target, value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParameterizedFault<?> fault
        && fault.name().equals(name())
        && fault.value.equals(value);
  }

  @Override
  public int hashCode() {
    return name().hashCode() + value.hashCode();
  }

  /** Returns what it is, in words. */
  @Override
  public String toString() {
    return FaultWords.sentence(name(), arguments());
  }

  private static void check(boolean valid, String message, Object... values) {
    if (!valid) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  /** A code and a reason. */
  record Status(int code, String reason) {
    Status {
      check(
          code >= 1000 && code <= 1003
              || code >= 1007 && code <= 1014
              || code >= 3000 && code <= 4999,
          "Invalid close code %d. Use 1000 to 1003, 1007 to 1014 or 3000 to 4999.",
          code);
      int length = reason.getBytes(StandardCharsets.UTF_8).length;
      check(
          length <= MAX_REASON_BYTES,
          "A close reason can have at most %d bytes; this one has %d.",
          MAX_REASON_BYTES,
          length);
    }
  }

  /** {@link Fault#close}. */
  static final class Close extends ParameterizedFault<Status> {
    Close(int code, String reason) {
      super(
          new About(
              "CLOSE",
              "The connection is closed with a code and a reason.",
              Effect.ENDS_CONNECTION,
              Set.of(FROM_CLIENT, TO_CLIENT, BETWEEN_FRAGMENTS, INVOCATION)),
          new Status(code, reason),
          (target, status) -> target.close(status.code(), status.reason()));
    }

    @Override
    public Map<String, Object> arguments() {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("code", value().code());
      arguments.put("reason", value().reason());
      return arguments;
    }

    @Override
    Fault with(FaultWords given) {
      return new Close(
          given.number("code", value().code()), given.text("reason", value().reason()));
    }
  }

  /** {@link Fault#delay}. */
  static final class Delay extends ParameterizedFault<Delays> {
    Delay(Delays delays) {
      super(
          new About(
              "DELAY",
              "It happens later.",
              Effect.HOLDS_UP,
              EnumSet.complementOf(EnumSet.of(CONNECTING, BETWEEN_FRAGMENTS))),
          delays,
          (target, all) -> target.delay(all.at(MEDIAN)));
    }

    @Override
    public boolean combines() {
      return true;
    }

    @Override
    public boolean leavesToChance() {
      return value().differ();
    }

    @Override
    public Fault drawn(double chance) {
      return Fault.delay(value().at(chance));
    }

    @Override
    public Map<String, Object> arguments() {
      return value().words();
    }

    @Override
    public Set<String> argumentNames() {
      Set<String> names = new LinkedHashSet<>(List.of("by"));
      names.addAll(Delays.NAMES);
      return names;
    }

    @Override
    Fault with(FaultWords given) {
      return new Delay(Delays.of(given));
    }
  }

  /** {@link Fault#answer}. */
  static final class Answer extends ParameterizedFault<Integer> {
    Answer(int status) {
      super(
          new About(
              "ANSWER",
              "The caller gets this HTTP status.",
              Effect.NONE,
              Set.of(HANDSHAKE, CONNECTIONS_CALL, CONNECTIONS_ANSWER, BACK_END)),
          status,
          FaultTarget::answer);
      check(
          status >= 200 && status <= 599,
          "An answer's HTTP status is from 200 to 599, and not %d.",
          status);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("status", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new Answer(given.number("status", value()));
    }
  }

  /** {@link Fault#split}. */
  static final class Split extends ParameterizedFault<Integer> {
    Split(int bytes) {
      super(
          new About(
              "SPLIT",
              "The message is sent in fragments of this size.",
              Effect.NONE,
              Set.of(TO_CLIENT)),
          bytes,
          FaultTarget::split);
      check(bytes >= 1, "Invalid number of bytes: %d. A fragment has at least 1.", bytes);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("bytes", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new Split(given.number("bytes", value()));
    }
  }

  /** {@link Fault#slow}. */
  static final class Slow extends ParameterizedFault<Integer> {
    Slow(int bytes) {
      super(
          new About(
              "SLOW",
              "The client reads at most this many bytes per second.",
              Effect.HOLDS_UP,
              Set.of(TO_CLIENT)),
          bytes,
          FaultTarget::slow);
      check(bytes >= 0, "Invalid number of bytes: %d. A slow client reads at least 0.", bytes);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("bytes", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new Slow(given.number("bytes", value()));
    }
  }

  /** {@link Fault#clockJump}. */
  static final class ClockJump extends ParameterizedFault<Duration> {
    ClockJump(Duration by) {
      super(
          new About(
              "CLOCK_JUMP",
              "The emulator's clock jumps, as when a machine's clock is corrected.",
              Effect.MOVES_CLOCK,
              EnumSet.allOf(FaultPoint.class)),
          by,
          FaultTarget::moveClock);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("by", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new ClockJump(given.duration("by"));
    }
  }

  /** {@link Fault#proxyAnswer}. */
  static final class Proxied extends ParameterizedFault<IntermediaryAnswer> {
    Proxied(IntermediaryAnswer answer) {
      super(
          new About(
              "PROXY_ANSWER",
              "A proxy answers in place of the gateway, with a page of its own.",
              Effect.NONE,
              Set.of(HANDSHAKE, CONNECTIONS_CALL, CONNECTIONS_ANSWER)),
          answer,
          FaultTarget::answer);
    }

    @Override
    public Map<String, Object> arguments() {
      return value().words();
    }

    @Override
    Fault with(FaultWords given) {
      return new Proxied(IntermediaryAnswer.of(given));
    }

    @Override
    public String toString() {
      return "proxy answer " + value();
    }
  }

  /** {@link Fault#rawAnswer}. */
  static final class RawAnswer extends ParameterizedFault<RawBytes> {
    RawAnswer(RawBytes bytes) {
      super(
          new About(
              "RAW_ANSWER",
              "The caller gets these bytes, which need not be HTTP, and the end of the connection.",
              Effect.NONE,
              Set.of(HANDSHAKE)),
          bytes,
          (target, raw) -> target.answerRaw(raw.bytes()));
    }

    @Override
    public Map<String, Object> arguments() {
      return value().words();
    }

    @Override
    Fault with(FaultWords given) {
      return new RawAnswer(RawBytes.of(given));
    }

    @Override
    public String toString() {
      return "raw answer " + value();
    }
  }

  /** {@link Fault#stall}. */
  static final class Stall extends ParameterizedFault<Duration> {
    Stall(Duration by) {
      super(
          new About(
              "STALL",
              "Nothing passes for a time, in both directions; then everything arrives, in order.",
              Effect.HOLDS_UP,
              Set.of(FROM_CLIENT, TO_CLIENT)),
          by,
          FaultTarget::stall);
      check(!by.isNegative(), "Invalid duration of a stall: %s.", by);
    }

    @Override
    public boolean strikesConnections() {
      return true;
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("by", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new Stall(given.duration("by"));
    }
  }
}
