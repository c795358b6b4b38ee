package dev.wsemulator.lambda;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A function as its owner defines it. Immutable.
 *
 * @param name the function's name
 * @param code where its code comes from
 * @param environment its environment variables
 * @param timeout how long one invocation may take, 1 s to 15 min
 * @param memoryMb its memory in MB; reported to the handler, not enforced
 * @param reservedConcurrency how many invocations may run at once; empty for no limit of its own
 * @param policy what its role allows
 * @param logging how its log is written
 * @param qualifiers what may stand behind its name in an ARN, its aliases and the numbers of its
 *     versions, to the version that is meant; the code is always the same
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-common.html">Configuring
 *     functions</a>
 */
public record FunctionDefinition(
    String name,
    Code code,
    Map<String, String> environment,
    Duration timeout,
    int memoryMb,
    OptionalInt reservedConcurrency,
    List<PolicyStatement> policy,
    LoggingConfig logging,
    Map<String, String> qualifiers) {

  /** The version of a function that is called by its name alone. */
  public static final String LATEST = "$LATEST";

  /** Where a function's code comes from. */
  public sealed interface Code {}

  /**
   * A handler loaded from files, in a class loader of its own.
   *
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param classPath folders and jars, in the order of a class path
   * @param runtime Lambda's name of the runtime, such as {@code java21}
   */
  public record Files(String handler, List<Path> classPath, String runtime) implements Code {
    /** Copies the class path. */
    public Files {
      Objects.requireNonNull(handler, "handler");
      classPath = List.copyOf(classPath);
      Objects.requireNonNull(runtime, "runtime");
    }

    /** Creates code for the runtime that has the version of this JVM. */
    public Files(String handler, List<Path> classPath) {
      this(handler, classPath, "java" + Runtime.version().feature());
    }
  }

  /**
   * A handler object of the caller's, for tests that share mocks with it: a {@code RequestHandler},
   * a {@code RequestStreamHandler} or a {@link LambdaFunction}.
   *
   * @param handler the object
   */
  public record Instance(Object handler) implements Code {}

  /**
   * A function that is served elsewhere, by Lambda's Invoke API: by {@code sam local start-lambda},
   * LocalStack, a container with the runtime interface emulator, or another emulator of this kind.
   *
   * @param url where it is invoked
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
   */
  public record Remote(URI url) implements Code {
    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is not of HTTP
     */
    public Remote {
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!isHttp || url.getHost() == null) {
        throw new IllegalArgumentException(
            "\"%s\" is not a URL to invoke a function at. Write, for example: http://127.0.0.1:3001"
                .formatted(url));
      }
    }

    /**
     * Returns where an endpoint of Lambda's API has a function.
     *
     * @param endpoint the endpoint, such as {@code http://127.0.0.1:3001}; or the whole URL, which
     *     ends with {@code /invocations}
     * @param functionName the function's name there
     * @throws IllegalArgumentException if it is not a URL of HTTP
     */
    public static Remote at(URI endpoint, String functionName) {
      String text = new Remote(endpoint).url().toString().replaceAll("/+$", "");
      return new Remote(
          text.endsWith("/invocations")
              ? endpoint
              : URI.create(text + "/2015-03-31/functions/" + functionName + "/invocations"));
    }
  }

  /** Copies the collections. */
  public FunctionDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(code, "code");
    environment = Map.copyOf(environment);
    Objects.requireNonNull(timeout, "timeout");
    policy = List.copyOf(policy);
    Objects.requireNonNull(logging, "logging");
    qualifiers = Map.copyOf(qualifiers);
  }

  /** Creates a function without aliases and versions. */
  public FunctionDefinition(
      String name,
      Code code,
      Map<String, String> environment,
      Duration timeout,
      int memoryMb,
      OptionalInt reservedConcurrency,
      List<PolicyStatement> policy,
      LoggingConfig logging) {
    this(
        name, code, environment, timeout, memoryMb, reservedConcurrency, policy, logging, Map.of());
  }

  /**
   * Returns a function that runs the given handler object, with a timeout of 30 s and full rights
   * on connections.
   */
  public static FunctionDefinition of(String name, Object handler) {
    return of(name, new Instance(handler));
  }

  /**
   * Returns a function that is served elsewhere, by Lambda's Invoke API, with a timeout of 30 s.
   *
   * @param endpoint the endpoint of Lambda's API there, such as {@code http://127.0.0.1:3001}; or
   *     the whole URL, which ends with {@code /invocations}
   * @throws IllegalArgumentException if it is not a URL of HTTP
   */
  public static FunctionDefinition remote(String name, URI endpoint) {
    return of(name, Remote.at(endpoint, name));
  }

  /**
   * Returns a function with a timeout of 30 s, 512 MB and full rights on connections, functions and
   * APIs.
   */
  public static FunctionDefinition of(String name, Code code) {
    PolicyStatement everything =
        new PolicyStatement(
            true,
            List.of("execute-api:*", "lambda:InvokeFunction", "apigateway:*", "iam:PassRole"),
            List.of("*"));
    return new FunctionDefinition(
        name,
        code,
        Map.of(),
        Duration.ofSeconds(30),
        512,
        OptionalInt.empty(),
        List.of(everything),
        LoggingConfig.TEXT);
  }

  /** Returns this function with other environment variables. */
  public FunctionDefinition withEnvironment(Map<String, String> variables) {
    return new FunctionDefinition(
        name, code, variables, timeout, memoryMb, reservedConcurrency, policy, logging, qualifiers);
  }

  /** Returns this function with another timeout. */
  public FunctionDefinition withTimeout(Duration limit) {
    return new FunctionDefinition(
        name, code, environment, limit, memoryMb, reservedConcurrency, policy, logging, qualifiers);
  }

  /** Returns this function with another policy on its role. */
  public FunctionDefinition withPolicy(List<PolicyStatement> statements) {
    return new FunctionDefinition(
        name,
        code,
        environment,
        timeout,
        memoryMb,
        reservedConcurrency,
        statements,
        logging,
        qualifiers);
  }

  /** Returns this function with its concurrency limited. */
  public FunctionDefinition withReservedConcurrency(int limit) {
    return new FunctionDefinition(
        name,
        code,
        environment,
        timeout,
        memoryMb,
        OptionalInt.of(limit),
        policy,
        logging,
        qualifiers);
  }

  /** Returns this function with another way to write its log. */
  public FunctionDefinition withLogging(LoggingConfig config) {
    return new FunctionDefinition(
        name,
        code,
        environment,
        timeout,
        memoryMb,
        reservedConcurrency,
        policy,
        config,
        qualifiers);
  }

  /** Returns this function with other aliases and versions. */
  public FunctionDefinition withQualifiers(Map<String, String> others) {
    return new FunctionDefinition(
        name, code, environment, timeout, memoryMb, reservedConcurrency, policy, logging, others);
  }

  /** Returns the name of the log group that its log is written to. */
  public String logGroup() {
    return logging.logGroup().orElse("/aws/lambda/" + name);
  }
}
