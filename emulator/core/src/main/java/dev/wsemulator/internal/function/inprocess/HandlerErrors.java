package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.code.FunctionCode;
import dev.wsemulator.internal.function.code.HandlerObjects;
import dev.wsemulator.internal.function.handler.EntryPoints;
import dev.wsemulator.internal.function.handler.MethodEntryPoint;
import dev.wsemulator.internal.function.handler.Serialization;
import dev.wsemulator.lambda.HandlerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Describes the error of a handler as Lambda does. */
final class HandlerErrors {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerErrors.class);
  private static final int MOST_FRAMES = 200;

  /** What calls handlers, and what constructs them. */
  private static final Set<String> RUNTIME =
      Stream.of(
              EntryPoints.class,
              MethodEntryPoint.class,
              Serialization.class,
              FunctionCode.class,
              HandlerObjects.class,
              InProcessEnvironment.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private HandlerErrors() {}

  static HandlerError of(Throwable thrown) {
    if (thrown instanceof FunctionCode.Unusable unusable) {
      return unusable.error();
    }
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new HandlerError(thrown.getClass().getName(), message, frames(thrown));
  }

  /**
   * Removes the runtime's frames from the stack trace of a handler's exception, as Lambda's runtime
   * does, so that the printed trace shows the handler's own frames.
   */
  static void trim(Throwable thrown) {
    try {
      trim(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (RuntimeException e) { // its methods are the function's code
      LOG.debug("The trace of {} stays as it is.", thrown.getClass().getName(), e);
    }
  }

  private static void trim(Throwable thrown, Set<Throwable> done) {
    if (!done.add(thrown)) {
      return;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      if (isRuntime(trace[i])) {
        thrown.setStackTrace(Arrays.copyOf(trace, withoutReflection(trace, i)));
        break;
      }
    }
    if (thrown.getCause() != null) {
      trim(thrown.getCause(), done);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      trim(suppressed, done);
    }
  }

  private static int withoutReflection(StackTraceElement[] trace, int end) {
    int kept = end;
    while (kept > 0 && isReflection(trace[kept - 1].toString())) {
      kept--;
    }
    return kept;
  }

  /** The handler's frames, without those that lead from the runtime to it. */
  private static List<String> frames(Throwable thrown) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isRuntime(frame) || frames.size() == MOST_FRAMES) {
        break;
      }
      frames.add(frame.toString());
    }
    while (!frames.isEmpty() && isReflection(frames.get(frames.size() - 1))) {
      frames.remove(frames.size() - 1);
    }
    return frames;
  }

  private static boolean isRuntime(StackTraceElement frame) {
    String name = frame.getClassName();
    int inner = name.indexOf('$');
    return RUNTIME.contains(inner < 0 ? name : name.substring(0, inner));
  }

  private static boolean isReflection(String frame) {
    return frame.contains("java.lang.reflect.") || frame.contains("jdk.internal.reflect.");
  }
}
