package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.environment.Invocation;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Determines the function and the invocation of a thread. On Lambda it is the one invocation that
 * the process runs. Here a thread that a function has started works for what its environment runs,
 * and one of the common pool, or one that only runs the function's code, for what the function
 * runs, unless it runs several. Thread-safe.
 */
public final class ThreadHome {
  /** The environment that has started a thread: threads that a function starts inherit it. */
  private static final ThreadLocal<@Nullable WeakReference<Place>> HOME =
      new InheritableThreadLocal<>();

  private static final Map<ClassLoader, WeakReference<CodeOwner>> LOADERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private ThreadHome() {}

  /** A function whose code runs in this process. */
  interface CodeOwner {
    /** Returns what decides where its calls go. */
    Egress egress();

    /** Writes to its log, and where its process would have written. */
    void print(@Nullable String requestId, String text);

    /** Returns the time of day that its code reads. */
    Instant now();

    /** Returns the invocation that runs in its code, if there is only one. */
    @Nullable Invocation onlyRunning();
  }

  /** An environment that runs code in this process. */
  interface Place {
    CodeOwner owner();

    @Nullable Invocation running();

    /** Returns the system properties of the code that it has loaded, or {@code null}. */
    @Nullable Properties properties();

    /** Returns whether this is its thread. */
    boolean runsOn(Thread candidate);
  }

  /**
   * For whom a thread works.
   *
   * @param requestId the invocation; {@code null} if there is none, or it is unknown
   */
  record Attributed(CodeOwner owner, @Nullable String requestId) {}

  /** Makes the calling thread, and those that it starts, work for an environment. */
  static void set(Place place) {
    HOME.set(new WeakReference<>(place));
  }

  /** Notes whose classes a loader has. */
  static void add(ClassLoader loader, CodeOwner owner) {
    LOADERS.put(loader, new WeakReference<>(owner));
  }

  /**
   * Returns the environment whose code has started the calling thread, or {@code null}. For a
   * thread of the common pool it is unknown: such a thread runs tasks of all functions.
   */
  static @Nullable Place starter() {
    Place found = home();
    Thread current = Thread.currentThread();
    boolean isOwn = found != null && found.runsOn(current);
    return isOwn || isOfCommonPool(current) ? null : found;
  }

  private static @Nullable Place home() {
    WeakReference<Place> home = HOME.get();
    return home == null ? null : home.get();
  }

  private static boolean isOfCommonPool(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }

  /** Returns the invocation whose handler the calling thread runs, or {@code null}. */
  static @Nullable Invocation handled() {
    Place home = home();
    return home != null && home.runsOn(Thread.currentThread()) ? home.running() : null;
  }

  /** Returns for whom the calling thread writes, or {@code null} if for no function. */
  static @Nullable public Attributed attributed() {
    Place home = home();
    Invocation handled = handled();
    if (home != null && handled != null) {
      return new Attributed(home.owner(), handled.logId());
    }
    Place starter = starter();
    CodeOwner owner = starter == null ? onStack() : starter.owner();
    Invocation worked = owner == null ? null : invocation(owner);
    return owner == null ? null : new Attributed(owner, worked == null ? null : worked.logId());
  }

  /** Returns the invocation that the calling thread works for in a function's code. */
  static @Nullable Invocation invocation(CodeOwner owner) {
    Place home = home();
    boolean isKnown = !isOfCommonPool(Thread.currentThread());
    Invocation running = home != null && home.owner() == owner && isKnown ? home.running() : null;
    return running == null ? owner.onlyRunning() : running;
  }

  /** Returns the system properties that a function's code has in the calling thread. */
  static @Nullable Properties properties(CodeOwner owner) {
    Place home = home();
    return home == null || home.owner() != owner || isOfCommonPool(Thread.currentThread())
        ? null
        : home.properties();
  }

  /** Returns the function whose code the calling thread is in, or {@code null}. */
  static @Nullable CodeOwner onStack() {
    return LOADERS.isEmpty()
        ? null
        : STACK.walk(
            frames ->
                frames
                    .map(frame -> owner(frame.getDeclaringClass().getClassLoader()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
  }

  /** A function may have loaders of its own, for classes that it makes. */
  private static @Nullable CodeOwner owner(@Nullable ClassLoader loader) {
    for (ClassLoader next = loader; next != null; next = next.getParent()) {
      WeakReference<CodeOwner> owner = LOADERS.get(next);
      if (owner != null) {
        return owner.get();
      }
    }
    return null;
  }

  /** Returns whether one of two loaders is the other, or has it as an ancestor. */
  static boolean isOf(@Nullable ClassLoader loader, ClassLoader ancestor) {
    for (ClassLoader next = loader; next != null; next = next.getParent()) {
      if (next == ancestor) {
        return true;
      }
    }
    return false;
  }
}
