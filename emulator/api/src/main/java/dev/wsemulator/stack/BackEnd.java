package dev.wsemulator.stack;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The AWS services that a stack's functions talk to, such as S3 and DynamoDB. Started before the
 * functions, closed after the last {@code $disconnect} has run.
 */
public interface BackEnd extends AutoCloseable {

  /**
   * Starts the services, creates the stack's tables and buckets, and returns the environment
   * variables that lead every function's AWS SDK to them, such as {@code AWS_ENDPOINT_URL_S3}. With
   * {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY} among them, functions sign with
   * that key, for services that know no other, and are told apart by their SDK's application id.
   *
   * @param stack what to provision
   * @param functions where events of the services go
   * @throws RuntimeException if a service cannot be started; the message says what to do
   */
  Map<String, String> start(Stack stack, EventTarget functions);

  /**
   * Takes what every call of a service has to pass, before the start. Services that are not part of
   * the emulator's process cannot have it asked, and need not.
   */
  default void calls(Calls calls) {}

  /**
   * Takes the emulator's clock, before the start. Services that are part of the emulator's process
   * go by it where time matters to them, as with items that expire; others go by their own.
   */
  default void clock(TimeSource clock) {}

  /**
   * Takes the access keys of the account's owner, before the start. Services that check keys accept
   * these beside those of the functions.
   */
  default void ownerKeys(List<AccessKey> keys) {}

  /**
   * Provides for a stack that has changed while this runs: creates tables and buckets that are new,
   * and leads notifications as they are now. What is gone stays until the end.
   *
   * @param before the stack as it was
   * @param now the stack as it is
   * @return what stays as it was, and what to do about it; a sentence each
   * @throws RuntimeException if a service refuses something; the message says what
   */
  default List<String> update(Stack before, Stack now) {
    boolean isSame = before.tables().equals(now.tables()) && before.buckets().equals(now.buckets());
    return isSame
        ? List.of()
        : List.of(
            "Tables and buckets stay as they are until the next start: the back end cannot"
                + " change them while it runs.");
  }

  @Override
  void close();

  /** Decides what becomes of a call of a service. Thread-safe. */
  @FunctionalInterface
  interface Calls {
    /** Lets every call pass at once. */
    Calls PASS = (service, proceed, fail) -> proceed.run();

    /**
     * Decides about one call.
     *
     * @param service the service, as in its endpoint's name: {@code s3}, {@code dynamodb}, {@code
     *     translate}
     * @param proceed lets the call pass; on the thread of the caller of this method, or on the
     *     clock's
     * @param fail answers the call with an HTTP status
     */
    void pass(String service, Runnable proceed, IntConsumer fail);
  }

  /** Takes events for functions, as Lambda takes asynchronous invocations. Thread-safe. */
  @FunctionalInterface
  interface EventTarget {
    /**
     * Queues the event and returns at once; a function that fails is tried twice more.
     *
     * @param functionName the function
     * @param event the event, as JSON
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous
     *     invocation: error handling</a>
     */
    void invokeAsync(String functionName, byte[] event);
  }
}
