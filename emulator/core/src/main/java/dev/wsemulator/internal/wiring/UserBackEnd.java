package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.loader.ContextLoader;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndCall;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.BackEndContext.CallFilter;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.Stack;
import java.time.Duration;
import java.util.Collection;
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
    CallFilter own = new UserFilter(context.calls(), caller);
    BackEndContext users =
        new EngineContext(
            context.stack(),
            context.functions(),
            context.clock(),
            context.journal(),
            own,
            new UserEvents(context.events(), caller),
            context.ownerKeys(),
            context.state());
    return ContextLoader.during(caller, () -> inner.start(users));
  }

  /** What decides about the calls of a back end of the user's. */
  private record UserFilter(CallFilter inner, ClassLoader caller) implements CallFilter {
    @Override
    public void filter(BackEndCall call) {
      inner.filter(new UserCall(call, caller));
    }

    @Override
    public Duration past() {
      return inner.past();
    }
  }

  /** A call of a back end of the user's, which continues with its class loader. */
  private record UserCall(BackEndCall inner, ClassLoader caller) implements BackEndCall {
    @Override
    public String service() {
      return inner.service();
    }

    @Override
    public Matcher facts() {
      return ContextLoader.during(caller, inner::facts);
    }

    @Override
    public List<String> callerIds() {
      return inner.callerIds();
    }

    @Override
    public void proceed() {
      ContextLoader.with(caller, inner::proceed).run();
    }

    @Override
    public boolean mayReadPast() {
      return ContextLoader.during(caller, inner::mayReadPast);
    }

    @Override
    public void readPast(Duration by) {
      ContextLoader.with(caller, () -> inner.readPast(by)).run();
    }

    @Override
    public void fail(int status) {
      ContextLoader.with(caller, () -> inner.fail(status)).run();
    }

    @Override
    public void fail(int status, String code, String message) {
      ContextLoader.with(caller, () -> inner.fail(status, code, message)).run();
    }
  }

  /** Events of a back end of the user's, which are sent with its class loader. */
  private record UserEvents(EventFilter inner, ClassLoader caller) implements EventFilter {
    @Override
    public void send(FaultPoint point, String sourceArn, String targetArn, Runnable event) {
      inner.send(point, sourceArn, targetArn, ContextLoader.with(caller, event));
    }

    @Override
    public boolean strike(String sourceArn, String functionName, FaultTarget batch) {
      return inner.strike(sourceArn, functionName, batch);
    }
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
  public Collection<String> names(String kind) {
    return ContextLoader.during(caller, () -> inner.names(kind));
  }

  @Override
  public void close() {
    ContextLoader.with(caller, inner::close).run();
  }
}
