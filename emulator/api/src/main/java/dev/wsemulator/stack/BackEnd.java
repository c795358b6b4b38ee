package dev.wsemulator.stack;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The AWS services that a stack's functions call, such as S3 and DynamoDB. Started before the
 * functions, closed after the last {@code $disconnect} has run.
 */
public interface BackEnd extends AutoCloseable {

  /**
   * Starts the services, creates the stack's tables and buckets, and returns the environment
   * variables that lead every function's AWS SDK to them, such as {@code AWS_ENDPOINT_URL_S3}. With
   * {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY} among them, functions sign with
   * that key, for services that accept no other, and are identified by their SDK's application id.
   *
   * @param context the stack to provision, and what the services use of the emulator
   * @throws RuntimeException if a service cannot be started; the message says what to do
   */
  Map<String, String> start(BackEndContext context);

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
    boolean isSame =
        before.tables().equals(now.tables())
            && before.buckets().equals(now.buckets())
            && before.queues().equals(now.queues());
    return isSame
        ? List.of()
        : List.of(
            "Tables, buckets and queues change at the next start: this back end cannot change them while it runs.");
  }

  /**
   * Sends an event to one of its queues, topics or event buses, as Lambda does with the outcome of
   * an asynchronous invocation. It must not block.
   *
   * @param targetArn the ARN of the target
   * @param event the event, as JSON; for an event bus with its {@code source}, {@code detail-type},
   *     {@code resources} and {@code detail}
   * @param attributes the attributes of the message, a {@code String} or a {@code Number} each
   * @return completes when the target has it; exceptionally with the reason if it has not
   */
  default CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException(
            "This back end sends nothing to %s. Use the embedded services.".formatted(targetArn)));
  }

  /**
   * Returns the names of what it has beside the stack's, so that rules of faults can be for it.
   *
   * @param kind {@code table}, {@code index} or {@code bucket}
   */
  default Collection<String> names(String kind) {
    return List.of();
  }

  @Override
  void close();
}
