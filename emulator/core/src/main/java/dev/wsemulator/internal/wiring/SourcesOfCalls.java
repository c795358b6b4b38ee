package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.controlplane.lambda.ServedMappings;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running back end that leads queues and streams to functions as templates and calls say.
 * Thread-safe.
 */
final class SourcesOfCalls implements BackEnd, ServedMappings {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesOfCalls.class);

  private final @Nullable BackEnd inner;
  private Stack stack; // guarded by this
  private List<EventSourceMapping> ofCalls = List.of(); // guarded by this

  /**
   * Creates it.
   *
   * @param inner the back end, which runs; {@code null} if there is none
   * @param stack what it has been started with
   */
  SourcesOfCalls(@Nullable BackEnd inner, Stack stack) {
    this.inner = inner;
    this.stack = stack;
  }

  @Override
  public synchronized List<EventSourceMapping> ofTemplates() {
    return stack.eventSourceMappings();
  }

  @Override
  public synchronized void serve(List<EventSourceMapping> mappings) {
    Stack before = whole(stack);
    ofCalls = List.copyOf(mappings);
    if (inner != null) {
      inner.update(before, whole(stack)).forEach(LOG::warn);
    }
  }

  private Stack whole(Stack template) {
    List<EventSourceMapping> all = new ArrayList<>(template.eventSourceMappings());
    all.addAll(ofCalls);
    return template.toBuilder().eventSourceMappings(all).build();
  }

  @Override
  public Map<String, String> start(BackEndContext context) {
    throw new IllegalStateException("The back end has been started already.");
  }

  @Override
  public synchronized List<String> update(Stack before, Stack now) {
    stack = now;
    return inner == null ? List.of() : inner.update(whole(before), whole(now));
  }

  @Override
  public CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    return inner == null
        ? BackEnd.super.deliver(targetArn, event, attributes)
        : inner.deliver(targetArn, event, attributes);
  }

  @Override
  public void close() {
    // its owner closes the back end
  }
}
