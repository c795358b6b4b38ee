package dev.wsemulator.internal.mapping;

import org.apache.velocity.app.event.IncludeEventHandler;
import org.apache.velocity.context.Context;
import org.jspecify.annotations.Nullable;

/** Keeps templates from including anything. Public because Velocity makes it by reflection. */
public final class NoIncludes implements IncludeEventHandler {

  /** Called by Velocity. */
  public NoIncludes() {}

  @Override
  public @Nullable String includeEvent(
      Context context, String resource, String includedFrom, String directive) {
    return null;
  }
}
