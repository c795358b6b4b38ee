package dev.wsemulator.internal.function.log;

import org.jspecify.annotations.Nullable;

/** Determines to which invocation the output of the calling thread belongs. Thread-safe. */
public interface Attribution {
  /** No line belongs to an invocation. */
  Attribution NONE =
      new Attribution() {
        @Override
        public @Nullable String ofThread() {
          return null;
        }

        @Override
        public @Nullable String ofHandler() {
          return null;
        }
      };

  /** Returns the id of the invocation that the calling thread works for, or {@code null}. */
  @Nullable String ofThread();

  /** Returns the id of the invocation whose handler the calling thread runs, or {@code null}. */
  @Nullable String ofHandler();
}
