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

  /** {@code NONE}: open to every client. */
  record Open() implements Authorization {}

  /** {@code AWS_IAM}: open to clients that sign and are allowed {@code execute-api:Invoke}. */
  record Iam() implements Authorization {}

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
  }
}
