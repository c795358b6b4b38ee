package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.CallHandler;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Handler;

/** SNS in this process, in its query protocol. Signatures are not verified. Thread-safe. */
final class EmbeddedSns implements EmbeddedService {
  private final Publisher publisher;
  private final TopicCalls calls;
  private final CallHandler handler = new CallHandler(this::answer, () -> {});

  EmbeddedSns(Stack stack, BackEndContext context, Targets targets) {
    this.publisher =
        new Publisher(
            new Fanout(
                targets, context.journal(), context.clock(), context.events(), stack.region()));
    this.calls = new TopicCalls(stack.region(), stack.accountId(), publisher);
    stack.topics().forEach(this::add);
  }

  @Override
  public Handler handler() {
    return handler;
  }

  /** Topics that are gone stay until the end, without the subscriptions of their template. */
  @Override
  public List<String> update(Stack before, Stack now) {
    before.topics().stream().filter(topic -> !now.topics().contains(topic)).forEach(this::clear);
    now.topics().stream().filter(topic -> !before.topics().contains(topic)).forEach(this::add);
    return List.of();
  }

  private void clear(Topic before) {
    calls
        .find(calls.arn(before.topicName()))
        .ifPresent(
            topic ->
                before
                    .subscriptions()
                    .forEach(
                        one ->
                            topic
                                .subscriber(one.protocol(), one.endpoint())
                                .ifPresent(subscriber -> topic.remove(subscriber.arn()))));
  }

  private void add(Topic declared) {
    SnsTopic topic = calls.add(declared.topicName(), declared.attributes());
    declared
        .subscriptions()
        .forEach(
            one -> TopicCalls.subscribe(topic, one.protocol(), one.endpoint(), one.attributes()));
  }

  /** Takes a message of another service. */
  @Override
  public CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    try {
      SnsTopic topic =
          calls
              .find(targetArn)
              .orElseThrow(() -> new ServiceError(404, "NotFound", "Topic does not exist"));
      publisher.publish(topic, delivery);
      return CompletableFuture.completedFuture(null);
    } catch (ServiceError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private AwsResponse answer(CallHandler.Call call) {
    try {
      return calls.answer(TopicRequest.parse(call.body(), call.query()));
    } catch (ServiceError e) {
      return XmlAnswer.error(e.status(), e.code(), String.valueOf(e.getMessage()));
    }
  }
}
