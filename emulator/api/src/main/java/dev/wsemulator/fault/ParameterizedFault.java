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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults with arguments, each with everything that is known of it. */
abstract sealed class ParameterizedFault implements Fault {
  private static final int MAX_REASON_BYTES = 123;

  private final String name;
  private final String summary;
  private final Effect effect;
  private final Set<FaultPoint> points;

  private ParameterizedFault(String name, String summary, Effect effect, Set<FaultPoint> points) {
    this.name = name;
    this.summary = summary;
    this.effect = effect;
    this.points = points;
  }

  /** Returns each with the arguments that it has by default. */
  static List<ParameterizedFault> all() {
    return List.of(
        new Close(1001, ""),
        new Delay(Duration.ZERO),
        new Answer(500),
        new Split(1),
        new Slow(0),
        new ClockJump(Duration.ZERO));
  }

  /** Returns this with the arguments that were given. */
  abstract Fault with(FaultWords given);

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  @Override
  public Set<FaultPoint> points() {
    return points;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterizedFault fault
        && fault.name.equals(name)
        && fault.arguments().equals(arguments());
  }

  @Override
  public int hashCode() {
    return name.hashCode() + arguments().hashCode();
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

  /** {@link Fault#close}. */
  static final class Close extends ParameterizedFault {
    private final int code;
    private final String reason;

    Close(int code, String reason) {
      super(
          "CLOSE",
          "The connection is closed with a code and a reason.",
          Effect.ENDS_CONNECTION,
          Set.of(FROM_CLIENT, TO_CLIENT, BETWEEN_FRAGMENTS, INVOCATION));
      this.code = code;
      this.reason = reason;
      check(
          code >= 1000 && code <= 1003
              || code >= 1007 && code <= 1014
              || code >= 3000 && code <= 4999,
          "The code %d cannot be in a close frame. Choose 1000 to 1003, 1007 to 1014 or 3000 to 4999.",
          code);
      int length = reason.getBytes(StandardCharsets.UTF_8).length;
      check(
          length <= MAX_REASON_BYTES,
          "A close reason has at most %d bytes; this one has %d.",
          MAX_REASON_BYTES,
          length);
    }

    @Override
    public Map<String, Object> arguments() {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("code", code);
      arguments.put("reason", reason);
      return arguments;
    }

    @Override
    Fault with(FaultWords given) {
      return new Close(given.number("code", code), given.text("reason", reason));
    }

    @Override
    public void strike(FaultTarget target) {
      target.close(code, reason);
    }
  }

  /** {@link Fault#delay}. */
  static final class Delay extends ParameterizedFault {
    private final Duration by;

    Delay(Duration by) {
      super(
          "DELAY",
          "It happens later.",
          Effect.HOLDS_UP,
          EnumSet.complementOf(EnumSet.of(CONNECTING, BETWEEN_FRAGMENTS)));
      this.by = by;
      check(!by.isNegative(), "Nothing can be late by %s.", by);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("by", by);
    }

    @Override
    Fault with(FaultWords given) {
      return new Delay(given.duration("by"));
    }

    @Override
    public void strike(FaultTarget target) {
      target.delay(by);
    }
  }

  /** {@link Fault#answer}. */
  static final class Answer extends ParameterizedFault {
    private final int status;

    Answer(int status) {
      super(
          "ANSWER",
          "The caller gets this HTTP status.",
          Effect.NONE,
          Set.of(HANDSHAKE, CONNECTIONS_CALL, CONNECTIONS_ANSWER, BACK_END));
      this.status = status;
      check(
          status >= 200 && status <= 599,
          "An answer's HTTP status is from 200 to 599, and not %d.",
          status);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("status", status);
    }

    @Override
    Fault with(FaultWords given) {
      return new Answer(given.number("status", status));
    }

    @Override
    public void strike(FaultTarget target) {
      target.answer(status);
    }
  }

  /** {@link Fault#split}. */
  static final class Split extends ParameterizedFault {
    private final int bytes;

    Split(int bytes) {
      super(
          "SPLIT",
          "The message goes in fragments of so many bytes.",
          Effect.NONE,
          Set.of(TO_CLIENT));
      this.bytes = bytes;
      check(bytes >= 1, "%d bytes are not possible: a fragment has at least 1.", bytes);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("bytes", bytes);
    }

    @Override
    Fault with(FaultWords given) {
      return new Split(given.number("bytes", bytes));
    }

    @Override
    public void strike(FaultTarget target) {
      target.split(bytes);
    }
  }

  /** {@link Fault#slow}. */
  static final class Slow extends ParameterizedFault {
    private final int bytes;

    Slow(int bytes) {
      super(
          "SLOW",
          "The client reads no more than so many bytes in a second.",
          Effect.HOLDS_UP,
          Set.of(TO_CLIENT));
      this.bytes = bytes;
      check(bytes >= 0, "%d bytes are not possible: a slow client reads at least 0.", bytes);
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("bytes", bytes);
    }

    @Override
    Fault with(FaultWords given) {
      return new Slow(given.number("bytes", bytes));
    }

    @Override
    public void strike(FaultTarget target) {
      target.slow(bytes);
    }
  }

  /** {@link Fault#clockJump}. */
  static final class ClockJump extends ParameterizedFault {
    private final Duration by;

    ClockJump(Duration by) {
      super(
          "CLOCK_JUMP",
          "The emulator's clock jumps, as that of a machine which is set right.",
          Effect.MOVES_CLOCK,
          EnumSet.allOf(FaultPoint.class));
      this.by = by;
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("by", by);
    }

    @Override
    Fault with(FaultWords given) {
      return new ClockJump(given.duration("by"));
    }

    @Override
    public void strike(FaultTarget target) {
      target.moveClock(by);
    }
  }
}
