package dev.wsemulator.api;

import java.util.Objects;

/**
 * The authorization of {@code $connect}. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html">Access
 *     control</a>
 */
public sealed interface Authorization {

  /** Lets a visitor look at it. */
  <R> R accept(AuthorizationVisitor<R> visitor);

  /** {@code NONE}: open to every client. */
  record Open() implements Authorization {
    @Override
    public <R> R accept(AuthorizationVisitor<R> visitor) {
      return visitor.open(this);
    }
  }

  /** {@code AWS_IAM}: open to clients that sign and are allowed {@code execute-api:Invoke}. */
  record Iam() implements Authorization {
    @Override
    public <R> R accept(AuthorizationVisitor<R> visitor) {
      return visitor.iam(this);
    }
  }

  /**
   * {@code CUSTOM}: whom a function lets in.
   *
   * @param authorizer the function, and what it needs
   */
  record Custom(Authorizer authorizer) implements Authorization {
    /** Checks that nothing is missing. */
    public Custom {
      Objects.requireNonNull(authorizer, "authorizer");
    }

    @Override
    public <R> R accept(AuthorizationVisitor<R> visitor) {
      return visitor.custom(this);
    }
  }
}
