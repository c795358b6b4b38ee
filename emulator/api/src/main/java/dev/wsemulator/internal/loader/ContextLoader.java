package dev.wsemulator.internal.loader;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The context class loader of the calling thread, changed for a while. */
public final class ContextLoader {
  private ContextLoader() {}

  /** Does something with this loader in place of the thread's; {@code null} changes nothing. */
  public static <T> T during(@Nullable ClassLoader loader, Supplier<T> task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    if (loader == null || loader == before) {
      return task.get();
    }
    thread.setContextClassLoader(loader);
    try {
      return task.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Returns a task that runs with this loader, whichever thread runs it. */
  public static Runnable with(@Nullable ClassLoader loader, Runnable task) {
    return () ->
        during(
            loader,
            () -> {
              task.run();
              return true;
            });
  }
}
