package dev.wsemulator.internal.mapping;

import org.jspecify.annotations.Nullable;

/** A mapping template could not be rendered. Its message says why. */
public final class TemplateFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean isBound;

  private TemplateFailure(String message, boolean isBound, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.isBound = isBound;
  }

  static TemplateFailure of(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof TemplateFailure failure) {
        return failure;
      }
    }
    String message =
        cause instanceof StackOverflowError ? "it calls itself too often" : cause.getMessage();
    return new TemplateFailure(String.valueOf(message), false, cause);
  }

  static TemplateFailure bound(String which) {
    return new TemplateFailure(which, true, null);
  }

  /** Returns whether the template was stopped because it would have taken too much. */
  public boolean isBound() {
    return isBound;
  }
}
