package dev.wsemulator.internal.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NotificationSenderTest {
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:t";

  private final Journal journal = new Journal();
  private final BackEndContext context =
      new BackEndContext() {
        @Override
        public Stack stack() {
          return TestStack.stack();
        }

        @Override
        public FunctionInvoker functions() {
          return new TestStack.Functions();
        }

        @Override
        public Journal journal() {
          return journal;
        }
      };

  @Test
  void aTopicGetsASubjectAndAQueueNone() {
    List<TargetMessage> sent = new ArrayList<>();
    Targets targets =
        (target, delivery) -> {
          sent.add(delivery);
          return CompletableFuture.completedFuture(null);
        };
    NotificationSender sender = new NotificationSender(context, targets);
    sender.send("documents", TOPIC, new byte[] {'1'});
    sender.send("documents", QUEUE, new byte[] {'2'});
    assertThat(sent.get(0).system()).containsEntry("Subject", "Amazon S3 Notification");
    assertThat(sent.get(1).system()).isEmpty();
    assertThat(journal.entries(EventsSent.class))
        .extracting(EventsSent::source, EventsSent::target)
        .containsExactly(
            tuple("arn:aws:s3:::documents", TOPIC), tuple("arn:aws:s3:::documents", QUEUE));
  }

  @Test
  void theJournalHasANotificationThatDoesNotArrive() {
    Targets gone =
        (target, delivery) ->
            CompletableFuture.failedFuture(new IllegalStateException("There is no such queue."));
    new NotificationSender(context, gone).send("documents", QUEUE, new byte[] {'1'});
    assertThat(journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("notification-unreachable");
  }
}
