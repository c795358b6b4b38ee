package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.loader.ContextLoader;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Map;

/** A back end of the user's project, which finds its libraries by the user's class loader. */
record UserBackEnd(BackEnd inner, ClassLoader caller) implements BackEnd {

  /** Returns the back end, as it is if it is of the engine. */
  static BackEnd of(BackEnd backEnd, ClassLoader caller) {
    boolean ours = backEnd.getClass().getClassLoader() == UserBackEnd.class.getClassLoader();
    return ours ? backEnd : new UserBackEnd(backEnd, caller);
  }

  @Override
  public Map<String, String> start(Stack stack, EventTarget functions) {
    return ContextLoader.during(caller, () -> inner.start(stack, functions));
  }

  @Override
  public void calls(Calls calls) {
    Calls own =
        (service, proceed, fail) ->
            calls.pass(
                service,
                ContextLoader.with(caller, proceed),
                status -> ContextLoader.with(caller, () -> fail.accept(status)).run());
    ContextLoader.with(caller, () -> inner.calls(own)).run();
  }

  @Override
  public void clock(TimeSource clock) {
    ContextLoader.with(caller, () -> inner.clock(clock)).run();
  }

  @Override
  public void ownerKeys(List<AccessKey> keys) {
    ContextLoader.with(caller, () -> inner.ownerKeys(keys)).run();
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    return ContextLoader.during(caller, () -> inner.update(before, now));
  }

  @Override
  public void close() {
    ContextLoader.with(caller, inner::close).run();
  }
}
