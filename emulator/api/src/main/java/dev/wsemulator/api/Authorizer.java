package dev.wsemulator.api;

import java.util.List;
import java.util.Objects;

/**
 * A Lambda {@code REQUEST} authorizer: a function that decides about handshakes. Immutable.
 *
 * @param name its name
 * @param functionName the function that decides; may hold {@code ${stageVariables.name}}
 * @param identitySources what a handshake must have before the function is asked, such as {@code
 *     route.request.header.Authorization}; may be empty
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
public record Authorizer(String name, String functionName, List<String> identitySources) {
  /** Copies the sources. */
  public Authorizer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(functionName, "functionName");
    identitySources = List.copyOf(identitySources);
  }

  /** Returns an authorizer that is named like its function. */
  public static Authorizer of(String functionName, String... identitySources) {
    return new Authorizer(functionName, functionName, List.of(identitySources));
  }
}
