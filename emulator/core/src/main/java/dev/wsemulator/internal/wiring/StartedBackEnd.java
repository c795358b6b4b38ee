package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.fault.FaultyBackEnd;
import dev.wsemulator.internal.fault.FaultyEvents;
import dev.wsemulator.internal.function.FunctionDependencies;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The back end, if there is one: it starts on a thread of its own, and is waited for when its
 * variables are needed. Thread-safe.
 */
final class StartedBackEnd implements AutoCloseable {
  private final @Nullable BackEnd backEnd;
  private final FaultyEvents events;
  private final CompletableFuture<Map<String, String>> environment;

  /**
   * Begins to start the back end of a plan.
   *
   * @param functions invokes functions by their names
   */
  StartedBackEnd(Foundation foundation, AccessKeys keys, FunctionInvoker functions) {
    BackEnd planned = foundation.plan().backEnd();
    this.backEnd = planned == null ? null : UserBackEnd.of(planned, foundation.plan().caller());
    this.events = new FaultyEvents(foundation.faults(), foundation.journal(), foundation.time());
    this.environment =
        CompletableFuture.supplyAsync(
            () -> start(foundation, keys, functions), Wiring::onOwnThread);
  }

  private Map<String, String> start(
      Foundation foundation, AccessKeys keys, FunctionInvoker functions) {
    Map<String, String> variables = new HashMap<>(keys.ofProcess());
    if (backEnd != null) {
      variables.putAll(
          backEnd.start(
              new EngineContext(
                  foundation.stack(),
                  functions,
                  foundation.time(),
                  foundation.journal(),
                  new FaultyBackEnd(foundation.faults(), foundation.time(), keys::functionOf),
                  events,
                  keys.owners(),
                  Optional.ofNullable(foundation.plan().state()))));
    }
    return Map.copyOf(variables);
  }

  /** Returns the names of the tables, indexes or buckets that there are. */
  Collection<String> names(String kind, Stack stack) {
    Stream<String> declared =
        switch (kind) {
          case "table" -> stack.tables().stream().map(Table::tableName);
          case "index" ->
              stack.tables().stream()
                  .flatMap(one -> Stream.of(one.globalIndexes(), one.localIndexes()))
                  .flatMap(List::stream)
                  .map(Table.Index::indexName);
          default -> stack.buckets().stream().map(Bucket::bucketName);
        };
    Stream<String> others = backEnd == null ? Stream.of() : backEnd.names(kind).stream();
    return Stream.concat(declared, others).collect(Collectors.toSet());
  }

  @Nullable BackEnd backEnd() {
    return backEnd;
  }

  /** Sends a message to one of the back end's queues, topics or event buses. */
  CompletionStage<Void> deliver(String targetArn, byte[] message, Map<String, Object> attributes) {
    try {
      return backEnd == null
          ? FunctionDependencies.NONE.messenger().send(targetArn, message, attributes)
          : backEnd.deliver(targetArn, message, attributes);
    } catch (RuntimeException e) { // it does not start, or is not ours
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns the back end's variables; waits until it has started. */
  Map<String, String> environment() {
    try {
      return environment.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    environment.handle((started, failure) -> null).join();
    events.close();
    if (backEnd != null) {
      backEnd.close();
    }
  }
}
