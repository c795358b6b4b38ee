package dev.wsemulator.internal.function.elsewhere;

import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.Invocation;
import java.util.function.Supplier;

/** Environments of a function that runs elsewhere: one for each invocation, used once. */
record UnboundedEnvironments(Supplier<ExecutionEnvironment> make) implements Environments {
  @Override
  public void submit(Invocation invocation) {
    ExecutionEnvironment made = make.get();
    if (invocation.enter(made)) {
      made.run(invocation);
    }
  }

  @Override
  public ExecutionEnvironment reserve(boolean cold) {
    return make.get();
  }

  @Override
  public void run(ExecutionEnvironment reserved, Invocation invocation) {
    reserved.run(invocation);
  }

  @Override
  public void release(ExecutionEnvironment environment) {}

  @Override
  public void discard(ExecutionEnvironment environment) {}

  @Override
  public void endOutdated() {}

  @Override
  public void close() {}
}
