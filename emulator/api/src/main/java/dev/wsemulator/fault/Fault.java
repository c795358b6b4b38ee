package dev.wsemulator.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A fault. Immutable. The admin API, the command line and the documentation take what they know of
 * faults from here.
 */
public sealed interface Fault permits SimpleFault, ParameterizedFault {

  /** The effect of a fault beyond the occasion that it strikes. */
  enum Effect {
    /** Nothing. */
    NONE,
    /** It ends a connection. */
    ENDS_CONNECTION,
    /** It lets a connection go silent. */
    SILENCES_CONNECTION,
    /** It holds up what it strikes, until time passes or something else comes. */
    HOLDS_UP,
    /** It moves the clock; what it strikes happens all the same. */
    MOVES_CLOCK,
    /** It lets a read see the past; only reads that may are occasions. */
    READS_PAST
  }

  /** Returns its name in the admin API, such as {@code OUT_OF_MEMORY}. */
  String name();

  /** Returns a sentence that describes the fault. */
  String summary();

  /** Returns what it does beyond the occasion that it strikes. */
  Effect effect();

  /** Returns whether it can happen to a connection at any time, as {@link Faults#strike} has it. */
  default boolean strikesConnections() {
    return effect() == Effect.ENDS_CONNECTION || effect() == Effect.SILENCES_CONNECTION;
  }

  /**
   * Returns whether it can happen together with another fault at one occasion: a delay, and a new
   * execution environment. All delays come first and add up, then the new environment, then the
   * other fault. Of faults that cannot happen together, that of the rule which was added first
   * happens; the others wait for their next occasion. At {@link FaultPoint#BATCH} and {@link
   * FaultPoint#DEPLOYMENT} nothing happens together.
   */
  default boolean combines() {
    return false;
  }

  /** Returns whether it gives a function a new execution environment. */
  default boolean startsCold() {
    return false;
  }

  /** Returns the points at which it can happen. */
  Set<FaultPoint> points();

  /** Returns its arguments by their names in the admin API: numbers, texts and durations. */
  Map<String, Object> arguments();

  /** Returns the names of all arguments that it can have. */
  default Set<String> argumentNames() {
    return arguments().keySet();
  }

  /** Returns whether it is another one at each occasion, by the seed of its rule. */
  default boolean leavesToChance() {
    return false;
  }

  /**
   * Returns what it is at one occasion. Called by the emulator.
   *
   * @param chance from 0 to 1
   */
  default Fault drawn(double chance) {
    return this;
  }

  /** Injects the fault. Called by the emulator. */
  void strike(FaultTarget target);

  /**
   * Returns a rule that brings this about at a point, every time.
   *
   * @throws IllegalArgumentException if it cannot happen there; the message says what can
   */
  default FaultRule at(FaultPoint point) {
    return new FaultRule(this, point);
  }

  /** Returns each fault once, with example values of its arguments. */
  static List<Fault> all() {
    return Stream.<Fault>concat(Stream.of(SimpleFault.values()), ParameterizedFault.all().stream())
        .toList();
  }

  /**
   * Returns the fault that names with values describe, as the admin API takes them: {@code fault},
   * {@code code}, {@code by} and so on.
   *
   * @throws IllegalArgumentException if they describe none; the message says what is wrong
   */
  static Fault of(Map<String, String> words) {
    FaultWords given = new FaultWords(words);
    Fault fault = given.one("fault", all(), Fault::name);
    return fault instanceof ParameterizedFault<?> example ? example.with(given) : fault;
  }

  /**
   * Returns the fault that the journal's words are about, with the arguments that it has by
   * default.
   *
   * @param words as in {@link dev.wsemulator.journal.JournalEntry.Faulted#fault}
   */
  static Optional<Fault> ofJournal(String words) {
    return all().stream().filter(fault -> FaultWords.isAbout(fault.name(), words)).findFirst();
  }

  /** Returns the names of some faults. */
  static List<String> names(Predicate<Fault> which) {
    return all().stream().filter(which).map(Fault::name).toList();
  }

  /** The connection is lost by a TCP reset. */
  static Fault reset() {
    return SimpleFault.RESET;
  }

  /** The connection ends without a close frame. */
  static Fault fin() {
    return SimpleFault.FIN;
  }

  /**
   * The gateway closes the connection.
   *
   * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
   * @param reason at most 123 bytes; may be empty
   * @throws IllegalArgumentException if a close frame cannot have them
   */
  static Fault close(int code, String reason) {
    return ParameterizedFault.close(code, reason);
  }

  /**
   * Nothing passes in this direction any more, without any error: a half-open connection, a call
   * without a response, a function that hangs until its timeout.
   */
  static Fault silence() {
    return SimpleFault.SILENCE;
  }

  /** It does not happen, and no error follows. */
  static Fault lose() {
    return SimpleFault.LOSE;
  }

  /** It happens twice. */
  static Fault duplicate() {
    return SimpleFault.DUPLICATE;
  }

  /**
   * It happens so much later, by the emulator's clock. Delays overlap: ten messages that arrive
   * together leave together, so much later.
   */
  static Fault delay(Duration by) {
    return delay(Delays.exactly(by));
  }

  /**
   * It happens later, at each occasion by another delay within a range. Each connection has delays
   * of its own, which depend on the rule's {@link FaultRule#withSeed seed}, so that a run repeats.
   *
   * @throws IllegalArgumentException if one is negative, or the first is longer than the second
   */
  static Fault delay(Duration min, Duration max) {
    return delay(Delays.between(min, max));
  }

  /** It happens later, at each occasion by another delay, as {@link #delay(Duration, Duration)}. */
  static Fault delay(Delays delays) {
    return new ParameterizedFault.Delay(delays);
  }

  /** The caller gets this HTTP status. */
  static Fault answer(int status) {
    return ParameterizedFault.answer(status);
  }

  /**
   * The service of the back end answers with an error of AWS, with the status and the words that
   * AWS documents for it: {@code ProvisionedThroughputExceededException}, {@code
   * ConditionalCheckFailedException}, {@code SlowDown}. SDKs throw the exception of this name.
   *
   * @param code the error's code, as in the service's API reference; a code that is not known here
   *     has status 400
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Errors
   *     of DynamoDB</a>
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Errors of
   *     S3</a>
   */
  static Fault awsError(String code) {
    return awsError(code, "");
  }

  /**
   * The service of the back end answers with an error of AWS.
   *
   * @param code the error's code, as in the service's API reference
   * @param message what the service says; empty for what AWS says
   */
  static Fault awsError(String code, String message) {
    return ParameterizedFault.awsError(code, message);
  }

  /**
   * A read of DynamoDB sees the items as they were so long ago, by the emulator's clock: {@code
   * GetItem}, {@code BatchGetItem}, {@code Query} and {@code Scan} without {@code ConsistentRead}.
   * Consistent reads see the present, and are no occasions. With {@link FaultRule#forIndex} only
   * the reads of an index lag.
   *
   * <p>Only what is written while such a rule is in force can be seen late; writes by statements in
   * PartiQL and the expiry of items are seen at once.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html">Read
   *     consistency</a>
   */
  static Fault stale(Duration by) {
    return ParameterizedFault.stale(by);
  }

  /** The next one overtakes it; if none comes, it never arrives. */
  static Fault reorder() {
    return SimpleFault.REORDER;
  }

  /** The message is sent to the client in fragments of this size, at least 1 byte. */
  static Fault split(int bytes) {
    return ParameterizedFault.split(bytes);
  }

  /**
   * From now on the client reads at most this many bytes per second, by the emulator's clock.
   * Unread messages fill its buffer; when it is full, senders are refused.
   *
   * @param bytesPerSecond 0 for a client that reads nothing at all
   */
  static Fault slow(int bytesPerSecond) {
    return ParameterizedFault.slow(bytesPerSecond);
  }

  /** The function is throttled, as if its concurrency were used up. */
  static Fault throttle() {
    return SimpleFault.THROTTLE;
  }

  /**
   * The function ends with an exception; its execution environment stays.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html">What is
   *     done with an event whose function has failed</a>
   */
  static Fault error() {
    return SimpleFault.ERROR;
  }

  /**
   * The first item of the batch fails from now on, however often it comes again. If its event
   * source mapping has {@code ReportBatchItemFailures}, the function gets the items before it, and
   * it is reported as failed; otherwise the whole batch fails, as if the function had thrown.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial
   *     batch responses</a>
   */
  static Fault poison() {
    return SimpleFault.POISON;
  }

  /** The function's process ends with exit status 1. */
  static Fault crash() {
    return SimpleFault.CRASH;
  }

  /** The function's process is killed for lack of memory. */
  static Fault outOfMemory() {
    return SimpleFault.OUT_OF_MEMORY;
  }

  /** The function gets a new execution environment. */
  static Fault coldStart() {
    return coldStart(Duration.ZERO);
  }

  /**
   * The function gets a new execution environment, whose initialization lasts so much longer, by
   * the emulator's clock: that is a part of {@code Init Duration}, and no part of the function's
   * timeout.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#cold-start-latency">Cold
   *     starts</a>
   */
  static Fault coldStart(Duration lasting) {
    return new ParameterizedFault.ColdStart(lasting);
  }

  /**
   * The emulator's clock jumps, as when a machine's clock is corrected. Measured durations do not
   * change.
   *
   * @param by how far; back if negative
   */
  static Fault clockJump(Duration by) {
    return ParameterizedFault.clockJump(by);
  }

  /**
   * What stands between a client and the gateway, such as a proxy or a firewall, answers in place
   * of the gateway, which never sees the request.
   */
  static Fault proxyAnswer(IntermediaryAnswer answer) {
    return ParameterizedFault.proxied(answer);
  }

  /** The client gets this text, which need not be HTTP, and then the end of the connection. */
  static Fault rawAnswer(String text) {
    return ParameterizedFault.raw(RawBytes.of(text));
  }

  /** The client gets these bytes, which need not be HTTP, and then the end of the connection. */
  static Fault rawAnswer(byte[] bytes) {
    return ParameterizedFault.raw(new RawBytes(bytes));
  }

  /**
   * Nothing passes for so long, in both directions, as with a phone in a tunnel; then everything
   * arrives that was sent meanwhile, in order. By the emulator's clock. The gateway notices
   * nothing: posts succeed until the client's send buffer is full, the limits of API Gateway go on,
   * and if it closes the connection meanwhile, its {@code $disconnect} runs at once and the client
   * learns of the end when the stall is over. What the client does meanwhile, such as closing, the
   * gateway learns then.
   */
  static Fault stall(Duration by) {
    return new ParameterizedFault.Stall(by);
  }

  /** The server's certificate has expired: clients that check it end the TLS handshake. */
  static Fault expiredCertificate() {
    return SimpleFault.EXPIRED_CERTIFICATE;
  }

  /** The server's certificate is of another host: clients that check it end the TLS handshake. */
  static Fault foreignCertificate() {
    return SimpleFault.FOREIGN_CERTIFICATE;
  }
}
