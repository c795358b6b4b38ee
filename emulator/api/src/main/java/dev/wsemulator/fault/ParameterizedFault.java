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

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The faults with arguments, each with everything that is known of it. Immutable.
 *
 * @param <T> the value of the argument
 */
abstract sealed class ParameterizedFault<T> implements Fault {
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
        close(1001, ""),
        new Delay(Delays.exactly(Duration.ZERO)),
        answer(500),
        split(1),
        slow(0),
        clockJump(Duration.ZERO),
        proxied(IntermediaryAnswer.of(502)),
        raw(RawBytes.OF_OTHER_SERVER),
        new Stall(Duration.ZERO),
        new ColdStart(Duration.ofSeconds(1)),
        awsError("ThrottlingException", ""),
        stale(Duration.ZERO));
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

  /** {@link Fault#coldStart(Duration)}. */
  static final class ColdStart extends ParameterizedFault<Duration> {
    ColdStart(Duration lasting) {
      super(
          new About(
              "COLD_START",
              "The function gets a new execution environment, whose initialization lasts so much longer.",
              lasting.isZero() ? Effect.NONE : Effect.HOLDS_UP,
              Set.of(INVOCATION)),
          lasting,
          FaultTarget::coldStart);
      check(
          !lasting.isNegative(),
          "Invalid duration of a cold start: %s. It cannot be negative.",
          lasting);
    }

    @Override
    public boolean combines() {
      return true;
    }

    @Override
    public boolean startsCold() {
      return true;
    }

    @Override
    public Map<String, Object> arguments() {
      return value().isZero() ? Map.of() : Map.of("lasting", value());
    }

    @Override
    Fault with(FaultWords given) {
      return new ColdStart(given.duration("lasting", Duration.ZERO));
    }
  }

  /** A fault without further properties. */
  private static final class Plain<T> extends ParameterizedFault<T> {
    private final Arguments<T> given;

    Plain(About about, Arguments<T> given, BiConsumer<FaultTarget, T> strike) {
      super(about, given.value(), strike);
      this.given = given;
    }

    @Override
    public Map<String, Object> arguments() {
      return given.words();
    }

    @Override
    Fault with(FaultWords words) {
      return given.read().apply(words);
    }

    @Override
    public String toString() {
      return given.isSaidByItself()
          ? FaultWords.sentence(name(), Map.of()) + " " + value()
          : super.toString();
    }
  }

  /** What a fault is given, the admin API's words of it, and what reads a fault with them. */
  private record Arguments<T>(
      T value, Map<String, Object> words, Function<FaultWords, Fault> read) {

    static <T> Arguments<T> of(String word, T value, Function<FaultWords, Fault> read) {
      return new Arguments<>(value, Map.of(word, value), read);
    }

    boolean isSaidByItself() {
      return value instanceof IntermediaryAnswer || value instanceof RawBytes;
    }
  }

  /** {@link Fault#close}. */
  static ParameterizedFault<WantedClose> close(int code, String reason) {
    WantedClose how = new WantedClose(code, reason);
    return new Plain<>(
        new About(
            "CLOSE",
            "The connection is closed with a code and a reason.",
            Effect.ENDS_CONNECTION,
            Set.of(FROM_CLIENT, TO_CLIENT, BETWEEN_FRAGMENTS, INVOCATION)),
        new Arguments<>(
            how,
            how.words(),
            given -> close(given.number("code", code), given.text("reason", reason))),
        (target, wanted) -> target.close(wanted.code(), wanted.reason()));
  }

  /** {@link Fault#awsError(String, String)}. */
  static ParameterizedFault<AwsErrorCode> awsError(String error, String message) {
    AwsErrorCode code = new AwsErrorCode(error, message);
    return new Plain<>(
        new About(
            "AWS_ERROR",
            "The service answers with this error of AWS, in its own protocol.",
            Effect.NONE,
            Set.of(BACK_END)),
        new Arguments<>(
            code, code.words(), given -> awsError(given.need("error"), given.text("message", ""))),
        (target, words) -> target.awsError(words.error(), words.message()));
  }

  /** {@link Fault#proxyAnswer}. */
  static ParameterizedFault<IntermediaryAnswer> proxied(IntermediaryAnswer answer) {
    return new Plain<>(
        new About(
            "PROXY_ANSWER",
            "A proxy answers in place of the gateway, with a page of its own.",
            Effect.NONE,
            Set.of(HANDSHAKE, CONNECTIONS_CALL, CONNECTIONS_ANSWER)),
        new Arguments<>(answer, answer.words(), given -> proxied(IntermediaryAnswer.of(given))),
        FaultTarget::answer);
  }

  /** {@link Fault#rawAnswer}. */
  static ParameterizedFault<RawBytes> raw(RawBytes answer) {
    return new Plain<>(
        new About(
            "RAW_ANSWER",
            "The caller gets these bytes, which need not be HTTP, and the end of the connection.",
            Effect.NONE,
            Set.of(HANDSHAKE)),
        new Arguments<>(answer, answer.words(), given -> raw(RawBytes.of(given))),
        (target, bytes) -> target.answerRaw(bytes.bytes()));
  }

  /** {@link Fault#answer}. */
  static ParameterizedFault<Integer> answer(int status) {
    check(
        status >= 200 && status <= 599,
        "An answer's HTTP status is from 200 to 599, and not %d.",
        status);
    return new Plain<>(
        new About(
            "ANSWER",
            "The caller gets this HTTP status.",
            Effect.NONE,
            Set.of(HANDSHAKE, CONNECTIONS_CALL, CONNECTIONS_ANSWER, BACK_END)),
        Arguments.of("status", status, given -> answer(given.number("status", status))),
        FaultTarget::answer);
  }

  /** {@link Fault#split}. */
  static ParameterizedFault<Integer> split(int bytes) {
    check(bytes >= 1, "Invalid number of bytes: %d. A fragment has at least 1.", bytes);
    return new Plain<>(
        new About(
            "SPLIT",
            "The message is sent in fragments of this size.",
            Effect.NONE,
            Set.of(TO_CLIENT)),
        Arguments.of("bytes", bytes, given -> split(given.number("bytes", bytes))),
        FaultTarget::split);
  }

  /** {@link Fault#slow}. */
  static ParameterizedFault<Integer> slow(int bytes) {
    check(bytes >= 0, "Invalid number of bytes: %d. A slow client reads at least 0.", bytes);
    return new Plain<>(
        new About(
            "SLOW",
            "The client reads at most this many bytes per second.",
            Effect.HOLDS_UP,
            Set.of(TO_CLIENT)),
        Arguments.of("bytes", bytes, given -> slow(given.number("bytes", bytes))),
        FaultTarget::slow);
  }

  /** {@link Fault#clockJump}. */
  static ParameterizedFault<Duration> clockJump(Duration by) {
    return new Plain<>(
        new About(
            "CLOCK_JUMP",
            "The emulator's clock jumps, as when a machine's clock is corrected.",
            Effect.MOVES_CLOCK,
            EnumSet.allOf(FaultPoint.class)),
        Arguments.of("by", by, given -> clockJump(given.duration("by"))),
        FaultTarget::moveClock);
  }

  /** {@link Fault#stale}. */
  static ParameterizedFault<Duration> stale(Duration by) {
    check(!by.isNegative(), "Invalid duration: %s. A stale read sees the past.", by);
    return new Plain<>(
        new About(
            "STALE",
            "A read of DynamoDB that is not strongly consistent sees the items as they were so long ago.",
            Effect.READS_PAST,
            Set.of(BACK_END)),
        Arguments.of("by", by, given -> stale(given.duration("by"))),
        FaultTarget::stale);
  }
}
