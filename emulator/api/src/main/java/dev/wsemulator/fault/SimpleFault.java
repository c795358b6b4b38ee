package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultPoint.ACCEPT;
import static dev.wsemulator.fault.FaultPoint.BACK_END;
import static dev.wsemulator.fault.FaultPoint.BATCH;
import static dev.wsemulator.fault.FaultPoint.BETWEEN_FRAGMENTS;
import static dev.wsemulator.fault.FaultPoint.CONNECTING;
import static dev.wsemulator.fault.FaultPoint.CONNECTIONS_ANSWER;
import static dev.wsemulator.fault.FaultPoint.CONNECTIONS_CALL;
import static dev.wsemulator.fault.FaultPoint.DISCONNECT;
import static dev.wsemulator.fault.FaultPoint.EVENT;
import static dev.wsemulator.fault.FaultPoint.FROM_CLIENT;
import static dev.wsemulator.fault.FaultPoint.HANDSHAKE;
import static dev.wsemulator.fault.FaultPoint.INVOCATION;
import static dev.wsemulator.fault.FaultPoint.INVOCATION_RESULT;
import static dev.wsemulator.fault.FaultPoint.SCHEDULE;
import static dev.wsemulator.fault.FaultPoint.TLS_HANDSHAKE;
import static dev.wsemulator.fault.FaultPoint.TO_CLIENT;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The faults without arguments, each with everything that is known of it. */
enum SimpleFault implements Fault {
  RESET(
      "The connection is lost by a TCP reset.",
      Effect.ENDS_CONNECTION,
      FaultTarget::reset,
      Set.of(
          HANDSHAKE,
          CONNECTING,
          FROM_CLIENT,
          TO_CLIENT,
          BETWEEN_FRAGMENTS,
          INVOCATION,
          ACCEPT,
          TLS_HANDSHAKE)),
  FIN(
      "The connection ends without a close frame.",
      Effect.ENDS_CONNECTION,
      FaultTarget::fin,
      Set.of(
          HANDSHAKE,
          CONNECTING,
          FROM_CLIENT,
          TO_CLIENT,
          BETWEEN_FRAGMENTS,
          INVOCATION,
          ACCEPT,
          TLS_HANDSHAKE)),
  SILENCE(
      "Nothing passes any more, without an error.",
      Effect.SILENCES_CONNECTION,
      FaultTarget::silence,
      Set.of(
          HANDSHAKE,
          FROM_CLIENT,
          TO_CLIENT,
          INVOCATION,
          INVOCATION_RESULT,
          CONNECTIONS_CALL,
          CONNECTIONS_ANSWER,
          BACK_END,
          ACCEPT,
          TLS_HANDSHAKE)),
  LOSE(
      "It does not happen, and no error follows.",
      Effect.NONE,
      FaultTarget::lose,
      Set.of(FROM_CLIENT, TO_CLIENT, DISCONNECT, EVENT, SCHEDULE)),
  DUPLICATE(
      "It happens twice.",
      Effect.NONE,
      target -> {
        target.pass();
        target.pass();
      },
      Set.of(FROM_CLIENT, TO_CLIENT, INVOCATION, DISCONNECT, BATCH, EVENT, SCHEDULE)),
  REORDER(
      "The next one overtakes it; if none comes, it never arrives.",
      Effect.HOLDS_UP,
      FaultTarget::reorder,
      Set.of(FROM_CLIENT, TO_CLIENT)),
  THROTTLE(
      "The function is throttled, as if its concurrency were used up.",
      Effect.NONE,
      FaultTarget::throttle,
      Set.of(INVOCATION)),
  ERROR(
      "The function ends with an exception; its execution environment stays.",
      Effect.NONE,
      FaultTarget::error,
      Set.of(INVOCATION, INVOCATION_RESULT, BATCH)),
  POISON(
      "An item of the batch fails now and whenever it comes again: alone if the mapping reports item failures, else with its batch.",
      Effect.NONE,
      FaultTarget::poison,
      Set.of(BATCH)),
  CRASH(
      "The function's process ends with exit status 1.",
      Effect.NONE,
      FaultTarget::crash,
      Set.of(INVOCATION, INVOCATION_RESULT)),
  OUT_OF_MEMORY(
      "The function's process is killed for lack of memory.",
      Effect.NONE,
      FaultTarget::outOfMemory,
      Set.of(INVOCATION, INVOCATION_RESULT)),
  EXPIRED_CERTIFICATE(
      "The server's certificate has expired.",
      Effect.NONE,
      FaultTarget::expiredCertificate,
      Set.of(TLS_HANDSHAKE)),
  FOREIGN_CERTIFICATE(
      "The server's certificate is of another host.",
      Effect.NONE,
      FaultTarget::foreignCertificate,
      Set.of(TLS_HANDSHAKE));

  private final String summary;
  private final Effect effect;
  private final Consumer<FaultTarget> strike;
  private final Set<FaultPoint> points;

  SimpleFault(String summary, Effect effect, Consumer<FaultTarget> strike, Set<FaultPoint> points) {
    this.summary = summary;
    this.effect = effect;
    this.strike = strike;
    this.points = points;
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
  public Map<String, Object> arguments() {
    return Map.of();
  }

  @Override
  public void strike(FaultTarget target) {
    strike.accept(target);
  }

  /** Returns what it is, in words. */
  @Override
  public String toString() {
    return FaultWords.sentence(name(), arguments());
  }
}
