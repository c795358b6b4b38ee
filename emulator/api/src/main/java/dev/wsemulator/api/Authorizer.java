package dev.wsemulator.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda {@code REQUEST} authorizer: a function that decides about handshakes. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
public sealed interface Authorizer {

  /** Returns its id, which permissions of its function may name. */
  String id();

  /** Returns its name. */
  String name();

  /** Returns the function that decides; may hold {@code ${stageVariables.name}}. */
  String functionName();

  /**
   * Returns what a handshake must have before the function is asked, such as {@code
   * route.request.header.Authorization}; may be empty.
   */
  List<String> identitySources();

  /**
   * Returns the role that invokes the function; empty where the function's own policy must allow
   * it.
   */
  Optional<String> credentialsArn();

  /** Returns a builder with the properties of this authorizer. */
  Builder toBuilder();

  /** Returns an authorizer that is named like its function. */
  static Authorizer of(String functionName, String... identitySources) {
    return builder(functionName).identitySources(List.of(identitySources)).build();
  }

  /** Returns a builder of an authorizer that is named like its function. */
  static Builder builder(String functionName) {
    return new Builder(functionName);
  }

  /** Builds an authorizer. Not thread-safe. */
  final class Builder {
    private final String functionName;
    private String id;
    private String name;
    private List<String> identitySources = List.of();
    private @Nullable String credentialsArn;

    private Builder(String functionName) {
      this.functionName = Objects.requireNonNull(functionName, "functionName");
      this.id = functionName;
      this.name = functionName;
    }

    /** Sets the id. */
    public Builder id(String value) {
      id = Objects.requireNonNull(value, "id");
      return this;
    }

    /** Sets the name. */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /** Sets what a handshake must have before the function is asked. */
    public Builder identitySources(List<String> sources) {
      identitySources = List.copyOf(sources);
      return this;
    }

    /** Sets the role that invokes the function; {@code null} for none. */
    public Builder credentialsArn(@Nullable String arn) {
      credentialsArn = arn;
      return this;
    }

    /** Returns the authorizer. */
    public Authorizer build() {
      return new Built(
          id, name, functionName, identitySources, Optional.ofNullable(credentialsArn));
    }

    private record Built(
        String id,
        String name,
        String functionName,
        List<String> identitySources,
        Optional<String> credentialsArn)
        implements Authorizer {
      @Override
      public Builder toBuilder() {
        return builder(functionName)
            .id(id)
            .name(name)
            .identitySources(identitySources)
            .credentialsArn(credentialsArn.orElse(null));
      }
    }
  }
}
