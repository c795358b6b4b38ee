package dev.wsemulator.internal.function.code;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the id of each invocation to a function's own Log4j, as Lambda's runtime does if the
 * function uses Lambda's appender: patterns have it as {@code %X{AWSRequestId}}. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Using advanced
 *     logging controls with Log4j2</a>
 */
public final class Log4jContext {
  private static final Logger LOG = LoggerFactory.getLogger(Log4jContext.class);
  private static final String KEY = "AWSRequestId";

  private final ClassLoader loader;
  private volatile @Nullable MethodHandle isUsed;
  private volatile @Nullable List<MethodHandle> puts;

  /**
   * Looks for nothing yet.
   *
   * @param loader of the function
   */
  Log4jContext(ClassLoader loader) {
    this.loader = loader;
  }

  /** Sets the id for the calling thread, which is about to call the handler. */
  public void put(String requestId) {
    try {
      if (isAppenderUsed()) {
        for (MethodHandle put : puts()) {
          put.invoke(KEY, (Object) requestId);
        }
      }
    } catch (Throwable e) { // it is the function's code
      LOG.debug("Log4j does not know the id of the invocation.", e);
    }
  }

  private boolean isAppenderUsed() throws Throwable {
    MethodHandle known = isUsed;
    if (known == null) {
      known = flag();
      isUsed = known;
    }
    return (boolean) known.invoke();
  }

  private MethodHandle flag() throws IllegalAccessException {
    try {
      Class<?> runtime = Class.forName(LambdaRuntimeInternal.class.getName(), true, loader);
      return MethodHandles.publicLookup()
          .findStatic(runtime, "getUseLog4jAppender", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.debug("{} has no library of Lambda that knows Log4j.", loader, e);
      return MethodHandles.constant(boolean.class, false);
    }
  }

  private List<MethodHandle> puts() {
    List<MethodHandle> known = puts;
    if (known == null) {
      known = new ArrayList<>();
      add(known, "org.apache.log4j.MDC", Object.class);
      add(known, "org.apache.logging.log4j.ThreadContext", String.class);
      puts = known;
    }
    return known;
  }

  private void add(List<MethodHandle> found, String className, Class<?> valueType) {
    try {
      Class<?> context = Class.forName(className, true, loader);
      found.add(
          MethodHandles.publicLookup()
              .findStatic(
                  context, "put", MethodType.methodType(void.class, String.class, valueType)));
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.debug("{} has no {}.", loader, className, e);
    }
  }
}
