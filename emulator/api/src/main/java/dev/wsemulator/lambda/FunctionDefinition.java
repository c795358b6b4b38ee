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
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-common.html">Configuring
 *     functions</a>
 */
public sealed interface FunctionDefinition {

  /** The version of a function that is called by its name alone. */
  String LATEST = "$LATEST";

  /** Returns the function's name. */
  String name();

  /** Returns where its code comes from. */
  Code code();

  /** Returns its environment variables. */
  Map<String, String> environment();

  /** Returns how long one invocation may take, 1 s to 15 min. */
  Duration timeout();

  /** Returns its memory in MB; reported to the handler, not enforced. */
  int memoryMb();

  /** Returns how many invocations may run at once; empty for no limit of its own. */
  OptionalInt reservedConcurrency();

  /** Returns what its role allows. */
  List<PolicyStatement> policy();

  /** Returns how its log is written. */
  LoggingConfig logging();

  /**
   * Returns what may follow its name in an ARN, its aliases and the numbers of its versions, and
   * the version that each means; the code is always the same.
   */
  Map<String, String> qualifiers();

  /** Returns how events that are queued for it are handled. */
  AsyncConfig asynchronous();

  /** Returns a builder with the properties of this function. */
  Builder toBuilder();

  /** Returns the name of the log group that its log is written to. */
  default String logGroup() {
    return logging().logGroup().orElse("/aws/lambda/" + name());
  }

  /**
   * Returns a function that runs a handler object: a {@code RequestHandler}, a {@code
   * RequestStreamHandler} or a {@link LambdaFunction}.
   */
  static FunctionDefinition of(String name, Object handler) {
    return of(name, new Instance(handler));
  }

  /** Returns a function with a timeout of 30 s and full rights on connections. */
  static FunctionDefinition of(String name, Code code) {
    return builder(name, code).build();
  }

  /**
   * Returns a function that is served elsewhere, by Lambda's Invoke API.
   *
   * @param endpoint the endpoint of Lambda's API there, such as {@code http://127.0.0.1:3001}; or
   *     the whole URL, which ends with {@code /invocations}
   * @throws IllegalArgumentException if it is not a URL of HTTP
   */
  static FunctionDefinition remote(String name, URI endpoint) {
    return of(name, Remote.at(endpoint, name));
  }

  /**
   * Returns a function that runs in a process of its own, in any language.
   *
   * @param runtime Lambda's name of the runtime, such as {@code nodejs22.x} or {@code python3.12}
   * @param handler the handler, such as {@code index.handler}
   * @param place the folder with the code, or a zip of it
   * @see ChildProcess
   */
  static FunctionDefinition process(String name, String runtime, String handler, Path place) {
    return of(name, ChildProcess.of(runtime, handler, place));
  }

  /**
   * Returns a builder of a function with a timeout of 30 s, 512 MB and full rights on connections,
   * functions and APIs.
   */
  static Builder builder(String name, Code code) {
    return new Builder(name, code);
  }

  /** The place of a function's code. */
  sealed interface Code permits Files, Instance, Remote, ChildProcess {}

  /**
   * A handler loaded from files, in its own class loader.
   *
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param classPath folders and jars, in the order of a class path
   * @param runtime Lambda's name of the runtime, such as {@code java21}
   */
  record Files(String handler, List<Path> classPath, String runtime) implements Code {
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
  record Instance(Object handler) implements Code {}

  /**
   * A function that is served elsewhere, by Lambda's Invoke API: by {@code sam local start-lambda},
   * LocalStack, a container with the runtime interface emulator, or another emulator of this kind.
   *
   * @param url where it is invoked
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
   */
  record Remote(URI url) implements Code {
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

  /** Builds a function. Not thread-safe. */
  final class Builder {
    private final String name;
    private Code code;
    private Map<String, String> environment = Map.of();
    private Duration timeout = Duration.ofSeconds(30);
    private int memoryMb = 512;
    private OptionalInt reservedConcurrency = OptionalInt.empty();
    private List<PolicyStatement> policy =
        List.of(
            new PolicyStatement(
                true,
                List.of("execute-api:*", "lambda:InvokeFunction", "apigateway:*", "iam:PassRole"),
                List.of("*")));
    private LoggingConfig logging = LoggingConfig.TEXT;
    private Map<String, String> qualifiers = Map.of();
    private AsyncConfig asynchronous = AsyncConfig.DEFAULTS;

    private Builder(String name, Code code) {
      this.name = Objects.requireNonNull(name, "name");
      this.code = Objects.requireNonNull(code, "code");
    }

    /** Sets what is run. */
    public Builder code(Code other) {
      code = Objects.requireNonNull(other, "code");
      return this;
    }

    /** Sets the environment variables. */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /** Sets how long one invocation may take. */
    public Builder timeout(Duration limit) {
      timeout = Objects.requireNonNull(limit, "timeout");
      return this;
    }

    /** Sets the memory in the context of the handler, in MB. */
    public Builder memoryMb(int size) {
      memoryMb = size;
      return this;
    }

    /** Sets how many invocations may run at once. */
    public Builder reservedConcurrency(int limit) {
      reservedConcurrency = OptionalInt.of(limit);
      return this;
    }

    /** Sets what the function's role allows. */
    public Builder policy(List<PolicyStatement> statements) {
      policy = List.copyOf(statements);
      return this;
    }

    /** Sets how the log is written. */
    public Builder logging(LoggingConfig config) {
      logging = Objects.requireNonNull(config, "logging");
      return this;
    }

    /** Sets aliases and numbers of versions, and the version that each means. */
    public Builder qualifiers(Map<String, String> versions) {
      qualifiers = Map.copyOf(versions);
      return this;
    }

    /** Sets how events that are queued for it are handled. */
    public Builder asynchronous(AsyncConfig config) {
      asynchronous = Objects.requireNonNull(config, "config");
      return this;
    }

    /** Returns the function. */
    public FunctionDefinition build() {
      return new Built(
          name,
          code,
          environment,
          timeout,
          memoryMb,
          reservedConcurrency,
          policy,
          logging,
          qualifiers,
          asynchronous);
    }

    private record Built(
        String name,
        Code code,
        Map<String, String> environment,
        Duration timeout,
        int memoryMb,
        OptionalInt reservedConcurrency,
        List<PolicyStatement> policy,
        LoggingConfig logging,
        Map<String, String> qualifiers,
        AsyncConfig asynchronous)
        implements FunctionDefinition {
      @Override
      public Builder toBuilder() {
        Builder builder =
            builder(name, code)
                .environment(environment)
                .timeout(timeout)
                .memoryMb(memoryMb)
                .policy(policy)
                .logging(logging)
                .qualifiers(qualifiers)
                .asynchronous(asynchronous);
        reservedConcurrency.ifPresent(builder::reservedConcurrency);
        return builder;
      }
    }
  }
}
