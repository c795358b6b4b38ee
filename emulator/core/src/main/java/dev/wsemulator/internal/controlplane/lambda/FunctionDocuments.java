package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.iam.RolePermissions;
import dev.wsemulator.internal.controlplane.store.CodeStore;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.internal.function.process.ProcessRuntimes;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Functions as the {@code lambda} API describes them.
 *
 * @param objects returns objects of the back end's S3
 * @param separate tells the runtimes whose functions do not run in the emulator's JVM
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">FunctionConfiguration</a>
 */
public record FunctionDocuments(
    AwsAccount account,
    CodeStore code,
    BiFunction<String, String, Optional<byte[]>> objects,
    Predicate<String> separate) {
  /** The member that names the code, for the emulator only. */
  public static final String CODE = "_code";

  private static final Logger LOG = LoggerFactory.getLogger(FunctionDocuments.class);

  private static final DateTimeFormatter MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

  private static final int MOST_SECONDS = 900;
  private static final int MOST_MEMORY = 10_240;

  public static String path(String name) {
    return "/functions/" + name;
  }

  /** Returns a function as a caller wants it. */
  Document created(String name, Document request) {
    Document function =
        new Document(Map.of())
            .with("FunctionName", name)
            .with("FunctionArn", FunctionUri.arn(account, name))
            .with("Role", request.text("Role").orElse(""))
            .with("Version", "$LATEST")
            .with("Timeout", 3L)
            .with("MemorySize", 128L)
            .with("Description", "")
            .with("PackageType", "Zip")
            .with("Architectures", List.of("x86_64"))
            .with("EphemeralStorage", Map.of("Size", 512))
            .with("TracingConfig", Map.of("Mode", "PassThrough"))
            .with("SnapStart", Map.of("ApplyOn", "None", "OptimizationStatus", "Off"))
            .with("LoggingConfig", LoggingDocument.asked(Document.EMPTY, name))
            .with("State", "Active")
            .with("LastUpdateStatus", "Successful")
            .with("_tags", request.texts("Tags"));
    return configured(function, request);
  }

  /** Returns a function with another configuration. */
  Document configured(Document function, Document request) {
    Document changed = function;
    for (String name :
        List.of(
            "Runtime",
            "Handler",
            "Role",
            "Description",
            "Timeout",
            "MemorySize",
            "Environment",
            "TracingConfig",
            "SnapStart",
            "Layers",
            "VpcConfig",
            "DeadLetterConfig",
            "KMSKeyArn",
            "LoggingConfig",
            "EphemeralStorage",
            "Architectures")) {
      Object value = request.members().get(name);
      if (value != null) {
        changed = changed.with(name, described(function, name, value));
      }
    }
    check(changed);
    if (request.has("Runtime")) {
      warning(changed).ifPresent(LOG::warn);
    }
    return modified(changed);
  }

  /** Returns what may go wrong with the runtime in the emulator's JVM, if it runs there. */
  Optional<String> warning(Document function) {
    return function
        .text("Runtime")
        .filter(separate.negate())
        .flatMap(JavaRuntimes::warning)
        .map(
            warning ->
                "The runtime of the function %s, %s"
                    .formatted(function.text("FunctionName").orElse(""), warning));
  }

  /** Returns a setting as it is shown: some have no effect here, and are kept. */
  private static Object described(Document function, String name, Object value) {
    if (name.equals("LoggingConfig") && value instanceof Map<?, ?>) {
      return LoggingDocument.asked(Document.of(value), function.text("FunctionName").orElse(""));
    }
    if (name.equals("Layers") && value instanceof List<?> layers) {
      return layers.stream().map(arn -> Map.of("Arn", arn, "CodeSize", 0L)).toList();
    }
    if (name.equals("SnapStart") && value instanceof Map<?, ?>) {
      return Document.of(value).with("OptimizationStatus", "Off").members();
    }
    if (name.equals("VpcConfig") && value instanceof Map<?, ?>) {
      Document network = Document.of(value);
      return network
          .with("VpcId", network.list("SubnetIds").isEmpty() ? "" : "vpc-00000000")
          .members();
    }
    return value;
  }

  private static void check(Document function) {
    String runtime = function.text("Runtime").orElse("");
    boolean isJava = JavaRuntimes.isJava(runtime);
    if (!isJava && !ProcessRuntimes.has(runtime)) {
      throw invalid(
          "The runtime \"%s\" is not emulated. What runs here is Java (%s), nodejs, python, provided, ruby and dotnet.",
          runtime, String.join(", ", JavaRuntimes.names()));
    }
    if (isJava && !function.text("Handler").orElse("").matches("[\\w.$]+(::[\\w$]+)?")) {
      throw invalid(
          "The handler \"%s\" is no class, and no class with a method. Write, for example,"
              + " example.Handler::handleRequest.",
          function.text("Handler").orElse(""));
    }
    if (!function.text("Role").orElse("").matches("arn:[^:]+:iam::\\d{12}:role/.+")) {
      throw invalid("The role defined for the function is no ARN of a role.");
    }
    range(function, "Timeout", 1, MOST_SECONDS);
    range(function, "MemorySize", 128, MOST_MEMORY);
  }

  private static void range(Document function, String name, int min, int max) {
    long value = function.number(name).map(Number::longValue).orElse(-1L);
    if (value < min || value > max) {
      throw invalid("Value of %s must be between %d and %d", name, min, max);
    }
  }

  /** Returns a function with other code. */
  Document coded(Document function, Document request) {
    byte[] bytes = request.has("S3Bucket") ? object(request) : zip(request);
    return modified(
        function
            .with(CODE, code.put(bytes))
            .with("CodeSize", (long) bytes.length)
            .with("CodeSha256", Base64.getEncoder().encodeToString(CodeStore.hash(bytes))));
  }

  private static byte[] zip(Document request) {
    String zip =
        request
            .text("ZipFile")
            .orElseThrow(
                () ->
                    invalid(
                        "The code is missing. Give it as ZipFile, or as S3Bucket and S3Key of an"
                            + " object in the back end: code from an image is not emulated."));
    try {
      return Base64.getDecoder().decode(zip);
    } catch (IllegalArgumentException e) {
      throw invalid("The ZipFile is not encoded in Base64.");
    }
  }

  /** Returns code that the back end's S3 has. */
  private byte[] object(Document request) {
    String bucket = request.text("S3Bucket").orElse("");
    String key = request.text("S3Key").orElse("");
    return objects
        .apply(bucket, key)
        .orElseThrow(
            () ->
                invalid(
                    "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message:"
                        + " The specified key does not exist."));
  }

  private Document modified(Document function) {
    return function
        .with("LastModified", MODIFIED.format(account.time().now()))
        .with("RevisionId", UUID.randomUUID().toString());
  }

  /**
   * Returns the function that runs.
   *
   * @param documents where its role may be
   */
  public FunctionDefinition definition(Document function, Documents documents) {
    String name = function.text("FunctionName").orElseThrow();
    FunctionDefinition.Builder definition =
        FunctionDefinition.builder(name, code(function))
            .environment(function.object("Environment").texts("Variables"))
            .timeout(
                Duration.ofSeconds(function.number("Timeout").map(Number::longValue).orElse(3L)))
            .memoryMb(function.number("MemorySize").map(Number::intValue).orElse(128))
            .logging(LoggingDocument.of(function, name))
            .asynchronous(EventInvokeCalls.config(function));
    function
        .number("_concurrency")
        .ifPresent(limit -> definition.reservedConcurrency(limit.intValue()));
    RolePermissions.of(documents, function.text("Role").orElse("")).ifPresent(definition::policy);
    return definition.build();
  }

  private FunctionDefinition.Code code(Document function) {
    String runtime = function.text("Runtime").orElse("");
    String handler = function.text("Handler").orElse("");
    String name = function.text(CODE).orElse("");
    return ProcessRuntimes.has(runtime)
        ? ChildProcess.of(runtime, handler, code.file(name))
        : new FunctionDefinition.Files(handler, code.classPath(name), runtime);
  }

  /** Returns a function that a template, or Java, defines. */
  Document described(FunctionDefinition definition) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("FunctionName", definition.name());
    members.put("FunctionArn", FunctionUri.arn(account, definition.name()));
    members.put("Version", "$LATEST");
    members.put(AliasCalls.OF_TEMPLATE, definition.qualifiers());
    members.put("Runtime", runtime(definition.code()));
    members.put("Handler", handler(definition.code()));
    members.put("Timeout", definition.timeout().toSeconds());
    members.put("MemorySize", definition.memoryMb());
    members.put("Environment", Map.of("Variables", definition.environment()));
    members.put("LoggingConfig", LoggingDocument.of(definition));
    if (!definition.asynchronous().equals(AsyncConfig.DEFAULTS)) {
      members.put(EventInvokeCalls.MEMBER, EventInvokeCalls.document(definition.asynchronous()));
    }
    members.put("PackageType", "Zip");
    members.put("State", "Active");
    members.put("LastUpdateStatus", "Successful");
    members.put(
        "Role", Arn.ofIam(account.accountId(), "role/%s-role".formatted(definition.name())));
    return new Document(members);
  }

  private static String runtime(FunctionDefinition.Code code) {
    return code instanceof ChildProcess process
        ? process.runtime()
        : (code instanceof FunctionDefinition.Files files
                ? files
                : new FunctionDefinition.Files("", List.of()))
            .runtime();
  }

  private static String handler(FunctionDefinition.Code code) {
    if (code instanceof ChildProcess process) {
      return process.handler();
    }
    return code instanceof FunctionDefinition.Files files
        ? files.handler()
        : code instanceof FunctionDefinition.Instance instance
            ? instance.handler().getClass().getName()
            : ""; // its code is elsewhere
  }

  static ServiceException invalid(String message, Object... arguments) {
    return ServiceException.of(400, "InvalidParameterValueException", message.formatted(arguments));
  }
}
