package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends what happens to objects, and notes it in the journal. Thread-safe. */
record NotificationSender(BackEndContext context, Targets targets) {

  /**
   * Sends an event.
   *
   * @param bucket whose objects it is about
   * @param targetArn the ARN of a function, a queue, a topic or an event bus
   * @param event the event, as JSON
   */
  void send(String bucket, String targetArn, byte[] event) {
    String source = Arn.of("s3", "", "", bucket);
    context
        .events()
        .send(FaultPoint.EVENT, source, targetArn, () -> deliver(source, targetArn, event));
  }

  private void deliver(String source, String targetArn, byte[] event) {
    targets
        .deliver(
            targetArn,
            new TargetMessage(
                new String(event, StandardCharsets.UTF_8),
                Map.of(),
                targetArn.contains(":sns:")
                    ? Map.of("Subject", "Amazon S3 Notification")
                    : Map.of()))
        .whenComplete(
            (delivered, failure) ->
                context
                    .journal()
                    .add(
                        failure == null
                            ? new SourceEntry.EventsSent(
                                context.clock().now(), source, targetArn, 1, 1)
                            : new SourceEntry.EventsDropped(
                                context.clock().now(),
                                source,
                                targetArn,
                                1,
                                lost(targetArn, failure))));
  }

  private static Reason lost(String targetArn, Throwable failure) {
    Throwable cause = CompletionCause.of(failure);
    return Reason.of(
            "notification-unreachable", "%s did not get a notification.".formatted(targetArn))
        .found(String.valueOf(cause.getMessage()))
        .advice("Check the bucket's NotificationConfiguration, and that its target is there.");
  }
}
