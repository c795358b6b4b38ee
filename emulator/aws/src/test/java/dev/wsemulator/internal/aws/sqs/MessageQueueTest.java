package dev.wsemulator.internal.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsemulator.internal.aws.sqs.Waiting.Received;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
  private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final List<StoredMessage> dead = new ArrayList<>();
  private final List<Integer> expired = new ArrayList<>();
  private final MessageQueue queue = queue("work", Map.of());
  private final MessageQueue fifo = queue("work.fifo", Map.of("FifoQueue", "true"));

  private MessageQueue queue(String name, Map<String, String> attributes) {
    DeadLetters deadLetters =
        new DeadLetters() {
          @Override
          public boolean canTake(String targetArn) {
            return targetArn.endsWith(":dead");
          }

          @Override
          public void take(MessageQueue from, String targetArn, List<StoredMessage> messages) {
            dead.addAll(messages);
          }

          @Override
          public void expired(MessageQueue from, int count) {
            expired.add(count);
          }
        };
    return new MessageQueue(
        new QueueName("us-east-1", "123456789012", name),
        QueueAttributes.of(name.endsWith(".fifo"), attributes),
        time,
        deadLetters);
  }

  @Test
  void aMessageComesBackWhenItsVisibilityTimeoutIsOverAndNotBefore() {
    send(queue, "a");
    Received first = one(queue);

    time.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(bodies(queue, 10)).isEmpty();
    time.advance(Duration.ofNanos(1));
    Received second = one(queue);

    assertThat(second.message().id).isEqualTo(first.message().id);
    assertThat(second.handle()).isNotEqualTo(first.handle());
    assertThat(second.system()).containsEntry("ApproximateReceiveCount", "2");
    assertThat(second.system().get("ApproximateFirstReceiveTimestamp"))
        .isEqualTo(first.system().get("ApproximateFirstReceiveTimestamp"));
  }

  @Test
  void aDeletedMessageIsGoneAndAnOldReceiptDeletesNothing() {
    send(queue, "a");
    String old = one(queue).handle();
    time.advance(Duration.ofSeconds(30));
    String current = one(queue).handle();

    queue.delete(old);
    assertThat(queue.counts().inFlight()).isOne();
    queue.delete(current);
    queue.delete(current);

    time.advance(Duration.ofSeconds(30));
    assertThat(bodies(queue, 10)).isEmpty();
  }

  @Test
  void aReceiptWorksAfterTheTimeoutUntilTheMessageIsReceivedAgain() {
    send(queue, "a", "b");
    String handle = one(queue).handle();
    time.advance(Duration.ofSeconds(30));

    queue.delete(handle);

    assertThat(bodies(queue, 10)).containsExactly("b");
  }

  @Test
  void changedVisibilityCountsFromNow() {
    send(queue, "a");
    String handle = one(queue).handle();
    time.advance(Duration.ofSeconds(20));

    queue.changeVisibility(handle, Duration.ofSeconds(60));
    time.advance(Duration.ofSeconds(59));
    assertThat(bodies(queue, 1)).isEmpty();
    time.advance(SECOND);
    assertThat(bodies(queue, 1)).containsExactly("a");
    assertThatExceptionOfType(SqsException.class)
        .isThrownBy(() -> queue.changeVisibility(handle, SECOND))
        .withMessageEndingWith(
            "Reason: Message does not exist or is not available for visibility timeout change.");
  }

  @Test
  void zeroVisibilityShowsAMessageAtOnce() {
    send(queue, "a");
    queue.changeVisibility(one(queue).handle(), Duration.ZERO);
    assertThat(bodies(queue, 1)).containsExactly("a");
  }

  @Test
  void aCallWaitsUntilAMessageComes() {
    CompletableFuture<List<Received>> waiting =
        receive(queue, Optional.of(SECOND.multipliedBy(20)));
    time.advance(Duration.ofSeconds(19));
    assertThat(waiting).isNotDone();

    send(queue, "a");

    assertThat(waiting.join()).extracting(one -> one.message().content.body()).containsExactly("a");
    assertThat(time.pending()).isZero();
  }

  @Test
  void aCallEndsWithNothingWhenItsTimeIsOver() {
    CompletableFuture<List<Received>> waiting = receive(queue, Optional.of(SECOND));
    time.advance(SECOND);
    assertThat(waiting.join()).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void aCallThatWaitsGetsWhatBecomesVisible() {
    send(queue, "a");
    one(queue);
    CompletableFuture<List<Received>> waiting = receive(queue, Optional.empty());

    time.advance(Duration.ofSeconds(29));
    assertThat(waiting).isNotDone();
    time.advance(SECOND);

    assertThat(waiting.join()).hasSize(1);
  }

  @Test
  void aCallerThatIsGoneTakesNoMessage() {
    CompletableFuture<List<Received>> gone = receive(queue, Optional.of(SECOND));
    gone.cancel(false);

    send(queue, "a");

    Received received = one(queue);
    assertThat(received.system()).containsEntry("ApproximateReceiveCount", "1");
  }

  @Test
  void anIdleQueueHasNoTimer() {
    send(queue, "a");
    one(queue);
    assertThat(time.pending()).isZero();
  }

  @Test
  void aDelayedMessageIsCountedAndComesLater() {
    MessageQueue slow = queue("slow", Map.of("DelaySeconds", "900"));
    send(slow, "a");

    assertThat(bodies(slow, 1)).isEmpty();
    assertThat(slow.counts()).isEqualTo(new QueueEntry.Counts(0, 0, 1));
    time.advance(Duration.ofMinutes(15));
    assertThat(bodies(slow, 1)).containsExactly("a");
    assertThat(slow.counts()).isEqualTo(new QueueEntry.Counts(0, 1, 0));
  }

  @Test
  void aMessageExpiresAfterFourDays() {
    send(queue, "a", "b");
    time.advance(Duration.ofDays(4));
    assertThat(queue.counts().visible()).isEqualTo(2);
    time.advance(Duration.ofMillis(1));

    assertThat(bodies(queue, 10)).isEmpty();
    assertThat(expired).containsExactly(2);
  }

  @Aws("EQ-09")
  @Test
  void aMessageThatWasReceivedTooOftenGoesToTheDeadLetterQueue() {
    MessageQueue strict = queue("strict", Map.of("RedrivePolicy", redrive("dead")));
    send(strict, "a");
    for (int i = 0; i < 2; i++) {
      assertThat(bodies(strict, 1)).containsExactly("a");
      time.advance(Duration.ofSeconds(30));
    }
    assertThat(dead).isEmpty();

    assertThat(bodies(strict, 1)).isEmpty();

    assertThat(dead).extracting(one -> one.content.body()).containsExactly("a");
    assertThat(strict.counts()).isEqualTo(new QueueEntry.Counts(0, 0, 0));
  }

  @Test
  void aMessageStaysIfThereIsNoDeadLetterQueue() {
    MessageQueue strict = queue("strict", Map.of("RedrivePolicy", redrive("nowhere")));
    send(strict, "a");
    for (int i = 0; i < 5; i++) {
      assertThat(bodies(strict, 1)).containsExactly("a");
      time.advance(Duration.ofSeconds(30));
    }
  }

  private static String redrive(String queue) {
    return "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:%s\",\"maxReceiveCount\":\"2\"}"
        .formatted(queue);
  }

  @Aws("EQ-10")
  @Test
  void aGroupWaitsWhileOneOfItsMessagesIsInFlightAndOthersDoNot() {
    sendTo("g", "a1", "a2", "a3");
    sendTo("h", "b1");
    List<Received> first = receive(fifo, 2, AT_ONCE).join();

    assertThat(first).extracting(one -> one.message().content.body()).containsExactly("a1", "a2");
    assertThat(bodies(fifo, 10)).containsExactly("b1");
    fifo.delete(first.get(0).handle());
    assertThat(bodies(fifo, 10)).isEmpty();
    fifo.delete(first.get(1).handle());
    assertThat(bodies(fifo, 10)).containsExactly("a3");
  }

  @Test
  void whatComesBackInAGroupIsBeforeWhatFollows() {
    sendTo("g", "a1", "a2");
    assertThat(receive(fifo, 1, AT_ONCE).join()).hasSize(1);
    time.advance(Duration.ofSeconds(30));
    assertThat(bodies(fifo, 10)).containsExactly("a1", "a2");
  }

  @Test
  void anExpiredReceiptOfAFifoQueueIsRefused() {
    sendTo("g", "a1");
    String handle = receive(fifo, 1, AT_ONCE).join().get(0).handle();
    time.advance(Duration.ofSeconds(30));
    assertThatExceptionOfType(SqsException.class)
        .isThrownBy(() -> fifo.delete(handle))
        .withMessageContaining("The receipt handle has expired.");
  }

  @Test
  void aDuplicateIsTakenAndNotAddedForFiveMinutes() {
    StoredMessage first = sendTo("g", "same").get(0);
    time.advance(Duration.ofMinutes(5).minusMillis(1));
    StoredMessage duplicate = sendTo("g", "same").get(0);
    time.advance(Duration.ofMillis(1));
    StoredMessage later = sendTo("g", "same").get(0);

    assertThat(duplicate).isSameAs(first);
    assertThat(later).isNotSameAs(first);
    assertThat(later.sequenceNumber()).hasSize(20).isGreaterThan(first.sequenceNumber());
    assertThat(bodies(fifo, 10)).containsExactly("same", "same");
  }

  @Test
  void theHandleOfAnotherQueueIsRefused() {
    send(queue, "a");
    String handle = one(queue).handle();
    assertThatExceptionOfType(SqsException.class)
        .isThrownBy(() -> fifo.delete(handle))
        .withMessage("The input receipt handle \"%s\" is not a valid receipt handle.", handle);
  }

  @Test
  void aClosedQueueLetsNobodyWait() {
    CompletableFuture<List<Received>> waiting = receive(queue, Optional.empty());
    queue.close();
    assertThat(waiting.join()).isEmpty();
    assertThat(receive(queue, Optional.empty()).join()).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void aPurgedQueueIsEmptyAndTakesNewMessages() {
    send(queue, "a", "b");
    one(queue);
    queue.purge();
    assertThat(queue.counts()).isEqualTo(new QueueEntry.Counts(0, 0, 0));
    send(queue, "c");
    time.advance(Duration.ofSeconds(30));
    assertThat(bodies(queue, 10)).containsExactly("c");
  }

  private List<StoredMessage> send(MessageQueue to, String... bodies) {
    List<StoredMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      messages.add(new Outgoing(to, time.now()).read(new Params(Map.of("MessageBody", body))));
    }
    return to.send(messages);
  }

  private List<StoredMessage> sendTo(String group, String... bodies) {
    List<StoredMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      Map<String, Object> params = new LinkedHashMap<>();
      params.put("MessageBody", body);
      params.put("MessageGroupId", group);
      params.put("MessageDeduplicationId", body);
      messages.add(new Outgoing(fifo, time.now()).read(new Params(params)));
    }
    return fifo.send(messages);
  }

  private static Received one(MessageQueue from) {
    List<Received> received = receive(from, 1, AT_ONCE).join();
    assertThat(received).hasSize(1);
    return received.get(0);
  }

  private static List<String> bodies(MessageQueue from, int most) {
    return receive(from, most, AT_ONCE).join().stream()
        .map(one -> one.message().content.body())
        .toList();
  }

  private static CompletableFuture<List<Received>> receive(
      MessageQueue from, Optional<Duration> wait) {
    return receive(from, 10, wait);
  }

  private static CompletableFuture<List<Received>> receive(
      MessageQueue from, int most, Optional<Duration> wait) {
    return from.receive(most, Optional.empty(), wait);
  }
}
