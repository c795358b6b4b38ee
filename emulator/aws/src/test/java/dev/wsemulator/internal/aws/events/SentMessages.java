package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Targets that keep what they get; one whose name ends with {@code gone} is not there. */
final class SentMessages implements Targets {
  static final BusEvent.Account ACCOUNT = new BusEvent.Account("123456789012", "eu-west-1");
  static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";
  static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q.fifo";
  static final String GONE = "arn:aws:lambda:eu-west-1:123456789012:function:gone";
  static final String LETTERS = "arn:aws:sqs:eu-west-1:123456789012:letters";

  final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  final Journal journal = new Journal();
  final List<Sent> all = new CopyOnWriteArrayList<>();

  record Sent(String target, TargetMessage delivery) {
    String body() {
      return delivery.body();
    }

    Map<String, Object> json() {
      return AwsJson.read(body().getBytes(StandardCharsets.UTF_8));
    }
  }

  TargetSender sender() {
    return new TargetSender(this, journal, time, EventFilter.NONE);
  }

  List<String> bodies() {
    return all.stream().map(Sent::body).toList();
  }

  @Override
  public CompletionStage<Void> deliver(String targetArn, TargetMessage delivery) {
    if (targetArn.endsWith("gone")) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("There is no such function."));
    }
    all.add(new Sent(targetArn, delivery));
    return CompletableFuture.completedFuture(null);
  }
}
