package dev.wsemulator.internal.function;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The class loaders of functions, which tell whose code runs. Thread-safe. */
final class LoaderOwners {
  private static final Map<ClassLoader, WeakReference<DeployedFunction>> OWNERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private LoaderOwners() {}

  static void add(ClassLoader loader, DeployedFunction function) {
    OWNERS.put(loader, new WeakReference<>(function));
  }

  /** Returns the function whose code the calling thread is in, or {@code null}. */
  static @Nullable DeployedFunction onStack() {
    return OWNERS.isEmpty()
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
  private static @Nullable DeployedFunction owner(@Nullable ClassLoader loader) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      WeakReference<DeployedFunction> owner = OWNERS.get(each);
      if (owner != null) {
        return owner.get();
      }
    }
    return null;
  }

  /** Returns whether one of two loaders is the other, or has it as an ancestor. */
  static boolean isOf(@Nullable ClassLoader loader, ClassLoader ancestor) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each == ancestor) {
        return true;
      }
    }
    return false;
  }
}
