package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.source.stream.FailureRecord.Condition;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.lambda.InvocationAnswer;
import java.util.Optional;

/** Tells the journal and the destination for failures about records. Thread-safe. */
final class Reports {
  private final Mapping mapping;
  private final StreamContext around;
  private final FailureRecord failure;

  Reports(Mapping mapping, String shardId, StreamContext around) {
    this.mapping = mapping;
    this.around = around;
    this.failure = new FailureRecord(mapping, shardId);
  }

  void sent(RecordBatch batch) {
    around
        .journal()
        .add(
            new EventsSent(
                around.time().now(),
                mapping.streamArn(),
                mapping.functionArn(),
                batch.records().size(),
                batch.invocations()));
  }

  void dropped(int count, Reason why) {
    dropped(mapping.functionArn(), count, why);
  }

  private void dropped(String target, int count, Reason why) {
    around
        .journal()
        .add(new EventsDropped(around.time().now(), mapping.streamArn(), target, count, why));
  }

  /** Reports that a batch is abandoned. */
  void givenUp(RecordBatch batch, Condition condition, Optional<InvocationAnswer.Kind> last) {
    dropped(
        batch.records().size(),
        condition == Condition.AGE
            ? StreamReasons.tooOld(mapping.mostAge())
            : StreamReasons.exhausted(batch.retries()));
    mapping
        .failureDestination()
        .ifPresent(target -> tell(target, failure.of(batch, condition, last, around.time().now())));
  }

  private void tell(String target, String text) {
    around
        .destination()
        .deliver(target, text)
        .whenComplete(
            (done, problem) -> {
              if (problem == null) {
                around
                    .journal()
                    .add(new EventsSent(around.time().now(), mapping.streamArn(), target, 1, 1));
              } else {
                dropped(target, 1, StreamReasons.notDelivered(problem));
              }
            });
  }
}
