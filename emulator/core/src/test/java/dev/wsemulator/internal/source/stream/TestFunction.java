package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationAnswer.Kind;
import dev.wsemulator.lambda.InvocationOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A function that answers as a test says, and remembers its events. */
final class TestFunction implements FunctionInvoker {
  private final List<Json> events = new ArrayList<>();
  private Function<List<String>, InvocationAnswer> behavior = batch -> success("null");
  private boolean isHeld;
  private final List<Runnable> held = new ArrayList<>();

  /** Sets what it answers to the sequence numbers of a batch. */
  void does(Function<List<String>, InvocationAnswer> answer) {
    behavior = answer;
  }

  /** Answers only after {@link #release}. */
  void hold() {
    isHeld = true;
  }

  /** Answers to the oldest event that has no answer yet. */
  void release() {
    held.remove(0).run();
  }

  static InvocationAnswer success(String json) {
    return new InvocationAnswer(Kind.SUCCESS, json.getBytes(StandardCharsets.UTF_8));
  }

  static InvocationAnswer error() {
    return new InvocationAnswer(Kind.FUNCTION_ERROR, new byte[0]);
  }

  static InvocationAnswer throttled() {
    return new InvocationAnswer(Kind.THROTTLED, new byte[0]);
  }

  List<Json> events() {
    return events;
  }

  /** Returns the sequence numbers of each batch. */
  List<List<String>> batches() {
    return events.stream().map(TestFunction::numbers).toList();
  }

  private static List<String> numbers(Json event) {
    return event.child("Records").orElseThrow().elements().stream()
        .map(record -> record.child("seq").flatMap(Json::string).orElseThrow())
        .toList();
  }

  @Override
  public CompletionStage<InvocationAnswer> invoke(String functionName, byte[] event) {
    Json parsed = Json.parse(event).orElseThrow();
    events.add(parsed);
    CompletableFuture<InvocationAnswer> answer = new CompletableFuture<>();
    Runnable answering = () -> answer.complete(behavior.apply(numbers(parsed)));
    if (isHeld) {
      held.add(answering);
    } else {
      answering.run();
    }
    return answer;
  }

  @Override
  public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
    throw new AssertionError("Streams invoke functions synchronously.");
  }
}
