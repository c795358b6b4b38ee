package dev.wsemulator.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Lambda {@code REQUEST} authorizer: a function that decides about handshakes. Immutable.
 *
 * @param id its id, which permissions of its function may name
 * @param name its name
 * @param functionName the function that decides; may hold {@code ${stageVariables.name}}
 * @param identitySources what a handshake must have before the function is asked, such as {@code
 *     route.request.header.Authorization}; may be empty
 * @param credentialsArn the role that invokes the function; empty where the function's own policy
 *     must allow it
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
public record Authorizer(
    String id,
    String name,
    String functionName,
    List<String> identitySources,
    Optional<String> credentialsArn) {
  /** Copies the sources. */
  public Authorizer {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(functionName, "functionName");
    identitySources = List.copyOf(identitySources);
    Objects.requireNonNull(credentialsArn, "credentialsArn");
  }

  /** Creates an authorizer without a role, whose id is its name. */
  public Authorizer(String name, String functionName, List<String> identitySources) {
    this(name, name, functionName, identitySources, Optional.empty());
  }

  /** Returns an authorizer that is named like its function. */
  public static Authorizer of(String functionName, String... identitySources) {
    return new Authorizer(functionName, functionName, List.of(identitySources));
  }
}
