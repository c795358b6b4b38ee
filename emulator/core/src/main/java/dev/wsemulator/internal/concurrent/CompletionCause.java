package dev.wsemulator.internal.concurrent;

import java.util.concurrent.CompletionException;

/** Why a future has failed. */
public final class CompletionCause {
  private CompletionCause() {}

  /** Returns the failure itself, without what futures that depend on a failed one wrap it into. */
  public static Throwable of(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
