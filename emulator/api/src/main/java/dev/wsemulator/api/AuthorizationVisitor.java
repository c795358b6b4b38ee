package dev.wsemulator.api;

/**
 * Knows what to make of each kind of authorization. A new kind is a new method here.
 *
 * @param <R> what it makes of them
 */
public interface AuthorizationVisitor<R> {
  /** Returns what it makes of an {@link Authorization.Open}. */
  R open(Authorization.Open authorization);

  /** Returns what it makes of an {@link Authorization.Iam}. */
  R iam(Authorization.Iam authorization);

  /** Returns what it makes of an {@link Authorization.Custom}. */
  R custom(Authorization.Custom authorization);
}
