package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.loader.ContextLoader;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.BackEndContext.CallFilter;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A back end of the user's project, which finds its libraries by the user's class loader. */
record UserBackEnd(BackEnd inner, ClassLoader caller) implements BackEnd {

  /** Returns the back end, as it is if it is of the engine. */
  static BackEnd of(BackEnd backEnd, ClassLoader caller) {
    boolean ours = backEnd.getClass().getClassLoader() == UserBackEnd.class.getClassLoader();
    return ours ? backEnd : new UserBackEnd(backEnd, caller);
  }

  @Override
  public Map<String, String> start(BackEndContext context) {
    CallFilter own =
        (service, proceed, fail) ->
            context
                .calls()
                .filter(
                    service,
                    ContextLoader.with(caller, proceed),
                    status -> ContextLoader.with(caller, () -> fail.accept(status)).run());
    BackEndContext users =
        new EngineContext(
            context.stack(),
            context.functions(),
            context.clock(),
            context.journal(),
            own,
            context.ownerKeys());
    return ContextLoader.during(caller, () -> inner.start(users));
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    return ContextLoader.during(caller, () -> inner.update(before, now));
  }

  @Override
  public CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    return ContextLoader.during(caller, () -> inner.deliver(targetArn, event, attributes));
  }

  @Override
  public void close() {
    ContextLoader.with(caller, inner::close).run();
  }
}
