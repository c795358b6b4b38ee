package dev.wsemulator.internal.mapping;

import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.context.Context;
import org.jspecify.annotations.Nullable;

/** Counts what is written into texts. Public because Velocity makes it by reflection. */
public final class BoundedInsertion implements ReferenceInsertionEventHandler {

  /** Called by Velocity. */
  public BoundedInsertion() {}

  @Override
  public @Nullable Object referenceInsert(
      Context context, String reference, @Nullable Object value) {
    Bounds.take(value);
    return value;
  }
}
