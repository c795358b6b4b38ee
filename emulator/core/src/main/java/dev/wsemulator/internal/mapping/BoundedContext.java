package dev.wsemulator.internal.mapping;

import org.apache.velocity.VelocityContext;

/** The variables of a template, each use of which is a step. */
final class BoundedContext extends VelocityContext {
  private static final long serialVersionUID = 1;

  @Override
  public Object internalGet(String key) {
    Bounds.take(1);
    return super.internalGet(key);
  }

  @Override
  public Object internalPut(String key, Object value) {
    Bounds.take(value instanceof Number ? value : null);
    return super.internalPut(key, value);
  }
}
