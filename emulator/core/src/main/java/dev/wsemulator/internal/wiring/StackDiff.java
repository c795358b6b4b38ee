package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The differences between two versions of a stack. Immutable.
 *
 * @param changedFunctions functions that are new or different
 * @param goneFunctions the names of functions that are gone
 * @param words everything that is different, for example {@code API chat}
 */
record StackDiff(
    List<FunctionDefinition> changedFunctions, List<String> goneFunctions, List<String> words) {
  StackDiff {
    changedFunctions = List.copyOf(changedFunctions);
    goneFunctions = List.copyOf(goneFunctions);
    words = List.copyOf(words);
  }

  /**
   * Compares two versions.
   *
   * @param compiled what their APIs and domain names were compiled from, which counts, too
   */
  static StackDiff between(Stack before, Stack now, CompiledResources compiled) {
    List<FunctionDefinition> changed =
        now.functions().stream().filter(one -> !before.functions().contains(one)).toList();
    List<String> names = now.functions().stream().map(FunctionDefinition::name).toList();
    List<String> gone =
        before.functions().stream()
            .map(FunctionDefinition::name)
            .filter(name -> !names.contains(name))
            .toList();
    List<String> words = new ArrayList<>();
    compare(words, before.functions(), now.functions(), one -> "function " + one.name());
    compare(words, before.httpApis(), now.httpApis(), one -> one.kind() + " API " + one.name());
    compare(
        words,
        compiled.with(before.apis()),
        compiled.with(now.apis()),
        one -> "API " + one.made().name());
    compare(
        words,
        compiled.with(before.domainNames()),
        compiled.with(now.domainNames()),
        one -> "domain name " + one.made().name());
    compare(words, before.tables(), now.tables(), one -> "table " + one.tableName());
    compare(words, before.buckets(), now.buckets(), one -> "bucket " + one.bucketName());
    compareEvents(words, before, now);
    compare(words, before.parameters(), now.parameters(), one -> "parameter " + one.name());
    compare(words, before.secrets(), now.secrets(), one -> "secret " + one.name());
    if (words.isEmpty() && !before.permissions().equals(now.permissions())) {
      words.add("permissions");
    }
    if (words.isEmpty() && !before.outputs().equals(now.outputs())) {
      words.add("outputs");
    }
    return new StackDiff(changed, gone, words);
  }

  /** Compares the sources of events. */
  private static void compareEvents(List<String> words, Stack before, Stack now) {
    compare(words, before.queues(), now.queues(), one -> "queue " + one.queueName());
    compare(words, before.topics(), now.topics(), one -> "topic " + one.topicName());
    compare(words, before.eventBuses(), now.eventBuses(), one -> "event bus " + one);
    compare(words, before.rules(), now.rules(), one -> "rule " + one.name());
    compare(
        words,
        before.eventSourceMappings(),
        now.eventSourceMappings(),
        one -> "event source mapping of " + one.functionName());
  }

  private static <T> void compare(
      List<String> words, Collection<T> before, Collection<T> now, Function<T, String> name) {
    List<String> old = before.stream().map(name).toList();
    List<String> left = now.stream().map(name).toList();
    now.stream().filter(one -> !before.contains(one)).map(name).forEach(words::add);
    old.stream().filter(one -> !left.contains(one)).map(one -> one + " (gone)").forEach(words::add);
  }

  boolean isAny() {
    return !words.isEmpty();
  }
}
