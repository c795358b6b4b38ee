package dev.wsemulator.internal.function.elsewhere;

import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.environment.Occupancy;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call of a remote function; uses no thread while it waits. Reported as warm, because cold starts
 * cannot be observed from here. Thread-safe.
 */
final class ElsewhereEnvironment implements ExecutionEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(ElsewhereEnvironment.class);
  private static final StackTraceElement[] UNKNOWN = {};

  private final FunctionDefinition definition;
  private final FunctionConsole console;
  private final RemoteFunctions remote;
  private final Executor workers;
  private final Occupancy occupancy = new Occupancy();
  private @Nullable CompletableFuture<?> call;
  private boolean stopped;

  ElsewhereEnvironment(
      FunctionDefinition definition,
      FunctionConsole console,
      RemoteFunctions remote,
      Executor workers) {
    this.definition = definition;
    this.console = console;
    this.remote = remote;
    this.workers = workers;
  }

  @Override
  public void run(Invocation invocation) {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    invocation.handlerStarted();
    CompletableFuture<RemoteFunctions.RemoteOutcome> begun =
        remote.invoke(
            definition, invocation.event(), invocation.requestId(), invocation.qualifier());
    synchronized (this) {
      call = begun;
      if (stopped) {
        begun.cancel(true);
      }
    }
    begun.whenComplete((answer, failure) -> answered(invocation, answer, failure));
  }

  private void answered(
      Invocation invocation,
      RemoteFunctions.@Nullable RemoteOutcome answer,
      @Nullable Throwable failure) {
    RemoteFunctions.RemoteOutcome known =
        answer != null
            ? answer
            : new RemoteFunctions.RemoteOutcome(
                new InvocationResult.Rejected(0, String.valueOf(failure)), List.of());
    try {
      workers.execute(() -> complete(invocation, known));
    } catch (RuntimeException | OutOfMemoryError e) { // closed, or no thread to be had
      LOG.debug("The answer of {} is lost.", invocation.invokedArn(), e);
      invocation.close();
    }
  }

  private void complete(Invocation invocation, RemoteFunctions.RemoteOutcome answer) {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    answer.log().forEach(line -> console.write(invocation.requestId(), line));
    invocation.complete(answer.result(), null);
  }

  @Override
  public synchronized String stop(Invocation invocation) {
    stopped = true;
    if (call == null) {
      return "its start";
    }
    call.cancel(true);
    return "another place";
  }

  @Override
  public Occupancy occupancy() {
    return occupancy;
  }

  @Override
  public boolean isCold() {
    return false;
  }

  @Override
  public boolean isOutdated() {
    return false;
  }

  @Override
  public boolean isWaiting() {
    return true;
  }

  @Override
  public @Nullable Invocation running() {
    return null;
  }

  @Override
  public int usedMb() {
    return 0;
  }

  @Override
  public StackTraceElement[] stackTrace(Invocation invocation) {
    return UNKNOWN;
  }

  @Override
  public void spoil() {}

  @Override
  public void end() {}
}
