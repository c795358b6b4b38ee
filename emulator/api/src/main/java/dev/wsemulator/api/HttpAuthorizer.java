package dev.wsemulator.api;

import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Lambda authorizer of an HTTP or REST API. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 *     authorizers of HTTP APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">Lambda
 *     authorizers of REST APIs</a>
 */
public sealed interface HttpAuthorizer {

  /** Returns its id, which permissions of its function may name. */
  String id();

  /** Returns its name. */
  String name();

  /** Returns the function that decides. */
  Callee callee();

  /** Returns what the function gets. */
  Type type();

  /** Returns the format of the function's events; a REST API has the first only. */
  PayloadFormat format();

  /** Returns whether the function says yes or no in place of a policy. */
  boolean hasSimpleResponses();

  /**
   * Returns what a request must have before the function is asked, such as {@code
   * $request.header.Authorization} or {@code method.request.header.Authorization}.
   */
  List<String> identitySources();

  /** Returns what a token must look like before the function is asked; empty for anything. */
  String tokenPattern();

  /** Returns how long an answer counts for requests with the same identity; zero for never. */
  Duration cached();

  /** Returns a builder with the properties of this authorizer. */
  Builder toBuilder();

  /** Returns a builder of an authorizer that is named like its function. */
  static Builder builder(String functionName) {
    return new Builder(functionName);
  }

  /** What the function of an authorizer gets. */
  enum Type {
    /** The request. */
    REQUEST,
    /** One header only. */
    TOKEN
  }

  /** Builds an authorizer. Not thread-safe. */
  final class Builder {
    private Callee callee;
    private String id;
    private String name;
    private Type type = Type.REQUEST;
    private PayloadFormat format = PayloadFormat.V2;
    private boolean hasSimpleResponses;
    private List<String> identitySources = List.of();
    private String tokenPattern = "";
    private Duration cached = Duration.ZERO;

    private Builder(String functionName) {
      this.callee = new Callee(functionName, Optional.empty());
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

    /** Sets the function and its role. */
    public Builder callee(Callee function) {
      callee = Objects.requireNonNull(function, "function");
      return this;
    }

    /** Sets what the function gets. */
    public Builder type(Type kind) {
      type = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /** Sets the format of the function's events. */
    public Builder format(PayloadFormat version) {
      format = Objects.requireNonNull(version, "version");
      return this;
    }

    /** Sets whether the function says yes or no in place of a policy. */
    public Builder simpleResponses(boolean value) {
      hasSimpleResponses = value;
      return this;
    }

    /** Sets what a request must have. */
    public Builder identitySources(List<String> sources) {
      identitySources = List.copyOf(sources);
      return this;
    }

    /** Sets what a token must look like, a regular expression. */
    public Builder tokenPattern(String pattern) {
      tokenPattern = Objects.requireNonNull(pattern, "pattern");
      return this;
    }

    /** Sets how long an answer counts. */
    public Builder cached(Duration time) {
      cached = Objects.requireNonNull(time, "time");
      return this;
    }

    /** Returns the authorizer. */
    public HttpAuthorizer build() {
      return new Built(
          id,
          name,
          callee,
          type,
          format,
          hasSimpleResponses,
          identitySources,
          tokenPattern,
          cached);
    }

    private record Built(
        String id,
        String name,
        Callee callee,
        Type type,
        PayloadFormat format,
        boolean hasSimpleResponses,
        List<String> identitySources,
        String tokenPattern,
        Duration cached)
        implements HttpAuthorizer {
      @Override
      public Builder toBuilder() {
        return builder(callee.functionName())
            .id(id)
            .name(name)
            .callee(callee)
            .type(type)
            .format(format)
            .simpleResponses(hasSimpleResponses)
            .identitySources(identitySources)
            .tokenPattern(tokenPattern)
            .cached(cached);
      }
    }
  }
}
