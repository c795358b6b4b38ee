package dev.wsemulator.fault;

import java.time.Duration;

/**
 * The thing at a {@link FaultPoint} that a fault strikes: a handshake, a message, an invocation, a
 * call. The emulator implements one for each point, with the methods that the faults of that point
 * need.
 */
public interface FaultTarget {

  private static IllegalStateException impossible() {
    return new IllegalStateException("This cannot happen here.");
  }

  /** Ends the connection by a TCP reset. */
  default void reset() {
    throw impossible();
  }

  /** Ends the connection without a close frame. */
  default void fin() {
    throw impossible();
  }

  /** Closes the connection. */
  default void close(int code, String reason) {
    throw impossible();
  }

  /** Blocks everything from now on, without any error. */
  default void silence() {
    throw impossible();
  }

  /** Lets it not happen. */
  default void lose() {
    throw impossible();
  }

  /** Lets it happen. */
  default void pass() {
    throw impossible();
  }

  /** Lets it happen later. */
  default void delay(Duration by) {
    delay(by, this::pass);
  }

  /**
   * Lets another fault strike it later.
   *
   * @param then what strikes it
   */
  default void delay(Duration by, Runnable then) {
    throw impossible();
  }

  /** Answers the caller with an HTTP status. */
  default void answer(int status) {
    throw impossible();
  }

  /**
   * Answers the caller with an error of AWS.
   *
   * @param message what the service says; empty for what AWS says
   */
  default void awsError(String code, String message) {
    throw impossible();
  }

  /** Lets a read see what was there so long ago. */
  default void stale(Duration by) {
    throw impossible();
  }

  /** Lets the next one overtake it. */
  default void reorder() {
    throw impossible();
  }

  /** Sends it in fragments of this size. */
  default void split(int bytes) {
    throw impossible();
  }

  /** Lets the client read at most this many bytes per second from now on. */
  default void slow(int bytesPerSecond) {
    throw impossible();
  }

  /** Throttles the function, as if its concurrency were used up. */
  default void throttle() {
    throw impossible();
  }

  /** Ends the function with an exception. */
  default void error() {
    throw impossible();
  }

  /** Lets an item of the batch fail from now on. */
  default void poison() {
    throw impossible();
  }

  /** Ends the function's process. */
  default void crash() {
    throw impossible();
  }

  /** Kills the function's process for lack of memory. */
  default void outOfMemory() {
    throw impossible();
  }

  /** Runs the function in a new execution environment, whose start lasts so much longer. */
  default void coldStart(Duration lasting) {
    throw impossible();
  }

  /** Sets the clock forward, or back if negative. */
  default void moveClock(Duration by) {
    throw impossible();
  }

  /** Answers the caller as what stands before the gateway does. */
  default void answer(IntermediaryAnswer answer) {
    throw impossible();
  }

  /** Sends the caller bytes that need not be HTTP, and ends the connection. */
  default void answerRaw(byte[] bytes) {
    throw impossible();
  }

  /** Lets nothing pass for so long, in both directions, and then everything. */
  default void stall(Duration by) {
    throw impossible();
  }

  /** Shows a certificate that has expired. */
  default void expiredCertificate() {
    throw impossible();
  }

  /** Shows a certificate of another host. */
  default void foreignCertificate() {
    throw impossible();
  }
}
