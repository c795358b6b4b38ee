package dev.wsemulator.api;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The back end of a route. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Integration
 *     requests</a>
 */
public sealed interface Integration {

  /** The longest time, and the default, that API Gateway waits for an integration. */
  Duration MAX_TIMEOUT = Duration.ofMillis(29_000);

  /** Returns how long the gateway waits for the answer. */
  Duration timeout();

  /** Returns what it calls, in words: a function, a method and a URL, or an action of a service. */
  String destination();

  /** Returns the name of the function that it invokes; empty if it invokes none. */
  default Optional<String> function() {
    return Optional.empty();
  }

  /** Lets a visitor look at it. */
  <R> R accept(IntegrationVisitor<R> visitor);

  /** An integration that invokes a function. */
  sealed interface OfFunction extends Integration {
    /** Returns the function's name; may hold {@code ${stageVariables.name}}. */
    String functionName();

    @Override
    default String destination() {
      return functionName();
    }

    @Override
    default Optional<String> function() {
      return Optional.of(functionName());
    }
  }

  /** An integration that sends HTTP requests. */
  sealed interface OfUrl extends Integration {
    /** Returns the HTTP method, or {@code ANY} for {@code POST}. */
    String method();

    /** Returns the back end's URL; may hold {@code ${stageVariables.name}}. */
    String uri();

    @Override
    default String destination() {
      return method() + " " + uri();
    }
  }

  /**
   * {@code AWS_PROXY}: the function gets the whole event and its answer is a proxy response.
   *
   * @param functionName the function's name; may hold {@code ${stageVariables.name}}
   * @param timeout how long the gateway waits, 50 ms to 29 s
   * @param credentialsArn the role that invokes it; empty where the function's own policy must
   *     allow it
   */
  record LambdaProxy(String functionName, Duration timeout, Optional<String> credentialsArn)
      implements OfFunction {
    /** Checks that nothing is missing. */
    public LambdaProxy {
      Objects.requireNonNull(functionName, "functionName");
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(credentialsArn, "credentialsArn");
    }

    /** Creates an integration without a role. */
    public LambdaProxy(String functionName, Duration timeout) {
      this(functionName, timeout, Optional.empty());
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.lambdaProxy(this);
    }
  }

  /**
   * {@code AWS} with a function: the request template transforms the message into the event, and an
   * integration response transforms the result.
   *
   * @param functionName the function's name; may hold {@code ${stageVariables.name}}
   * @param transformation what happens to the message and to the answer
   * @param timeout how long the gateway waits, 50 ms to 29 s
   * @param credentialsArn the role that invokes it; empty where the function's own policy must
   *     allow it
   */
  record Lambda(
      String functionName,
      Transformation transformation,
      Duration timeout,
      Optional<String> credentialsArn)
      implements OfFunction {
    /** Checks that nothing is missing. */
    public Lambda {
      Objects.requireNonNull(functionName, "functionName");
      Objects.requireNonNull(transformation, "transformation");
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(credentialsArn, "credentialsArn");
    }

    /** Creates an integration without a role. */
    public Lambda(String functionName, Transformation transformation, Duration timeout) {
      this(functionName, transformation, timeout, Optional.empty());
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.lambda(this);
    }
  }

  /**
   * {@code HTTP_PROXY}: the back end gets the message as the body of an HTTP request, and the body
   * of its response is the answer.
   *
   * @param method the HTTP method, or {@code ANY} for {@code POST}
   * @param uri the back end's URL; may hold {@code ${stageVariables.name}}
   * @param requestParameters request parameters of the integration by their names
   * @param timeout how long the gateway waits, 50 ms to 29 s
   */
  record HttpProxy(
      String method, String uri, Map<String, String> requestParameters, Duration timeout)
      implements OfUrl {
    /** Copies the parameters. */
    public HttpProxy {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(uri, "uri");
      requestParameters = Map.copyOf(requestParameters);
      Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.httpProxy(this);
    }
  }

  /**
   * {@code HTTP}: as {@link HttpProxy}, with the message and the answer transformed.
   *
   * @param method the HTTP method
   * @param uri the back end's URL; may hold {@code ${stageVariables.name}}
   * @param transformation what happens to the message and to the answer
   * @param timeout how long the gateway waits, 50 ms to 29 s
   */
  record Http(String method, String uri, Transformation transformation, Duration timeout)
      implements OfUrl {
    /** Checks that nothing is missing. */
    public Http {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(uri, "uri");
      Objects.requireNonNull(transformation, "transformation");
      Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.http(this);
    }
  }

  /**
   * {@code MOCK}: there is no back end; the request template yields the status code that chooses
   * the integration response.
   *
   * @param transformation what happens to the message and to the answer
   */
  record Mock(Transformation transformation) implements Integration {
    /** Checks that nothing is missing. */
    public Mock {
      Objects.requireNonNull(transformation, "transformation");
    }

    @Override
    public Duration timeout() {
      return MAX_TIMEOUT;
    }

    @Override
    public String destination() {
      return "MOCK";
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.mock(this);
    }
  }

  /**
   * {@code AWS} with an action or a path of another service, such as SQS or DynamoDB.
   *
   * @param method the HTTP method
   * @param service the service's name in its endpoint, for example {@code sqs}
   * @param target {@code action/SendMessage} or {@code path/bucket/key}
   * @param transformation what happens to the message and to the answer
   * @param timeout how long the gateway waits, 50 ms to 29 s
   */
  record AwsService(
      String method, String service, String target, Transformation transformation, Duration timeout)
      implements Integration {
    /** Checks that nothing is missing. */
    public AwsService {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(transformation, "transformation");
      Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public String destination() {
      return service + ":" + target;
    }

    @Override
    public <R> R accept(IntegrationVisitor<R> visitor) {
      return visitor.awsService(this);
    }
  }

  /** Returns a Lambda proxy integration with AWS's default timeout. */
  static Integration lambdaProxy(String functionName) {
    return new LambdaProxy(functionName, MAX_TIMEOUT);
  }

  /** Returns an HTTP proxy integration by {@code POST} with AWS's default timeout. */
  static Integration httpProxy(URI uri) {
    return new HttpProxy("POST", uri.toString(), Map.of(), MAX_TIMEOUT);
  }
}
