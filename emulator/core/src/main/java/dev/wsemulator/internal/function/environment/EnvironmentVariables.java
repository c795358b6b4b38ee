package dev.wsemulator.internal.function.environment;

import dev.wsemulator.internal.function.log.LogSettings;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables of a function: Lambda's own, the back end's and the definition's. Of
 * the host's there is only {@code PATH}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda
 *     environment variables</a>
 */
public final class EnvironmentVariables {
  private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
  private static final String RUNTIME_FOLDER = "/var/runtime";

  /**
   * The application id in an SDK's {@code User-Agent}: identifies functions that sign with the same
   * key.
   *
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html">Application
   *     ID</a>
   */
  private static final String APPLICATION_ID = "AWS_SDK_UA_APP_ID";

  private EnvironmentVariables() {}

  /**
   * @param taskRoot the folder with the function's code
   */
  public static Map<String, String> of(
      FunctionDefinition function,
      FunctionRuntimeConfig settings,
      String logStream,
      Path taskRoot) {
    Map<String, String> all = new TreeMap<>(settings.commonEnvironment());
    function
        .environment()
        .forEach((name, value) -> all.put(name, settings.environmentRewrite().apply(value)));
    all.putAll(reserved(function, settings, logStream));
    LogSettings.variables(function.logging()).forEach(all::putIfAbsent);
    all.putAll(ofCode(function.code(), taskRoot));
    defaults(taskRoot).forEach(all::putIfAbsent);
    if (settings.commonEnvironment().containsKey(KEY_ID)) {
      all.putIfAbsent(APPLICATION_ID, AccessKey.of(function.name()).accessKeyId());
    }
    String path = System.getenv("PATH");
    if (path != null) {
      all.putIfAbsent("PATH", path);
    }
    all.remove(SESSION_TOKEN, ""); // of a key of AWS that has none
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, String> reserved(
      FunctionDefinition function, FunctionRuntimeConfig settings, String logStream) {
    Map<String, String> reserved = new TreeMap<>();
    reserved.put("AWS_REGION", settings.region());
    reserved.put("AWS_DEFAULT_REGION", settings.region());
    reserved.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    reserved.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    reserved.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    reserved.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
    reserved.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    reserved.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    reserved.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001");
    reserved.putAll(credentials(function, settings));
    return reserved;
  }

  private static Map<String, String> ofCode(FunctionDefinition.Code code, Path taskRoot) {
    if (code instanceof FunctionDefinition.Files files) {
      return ofCode(files.runtime(), files.handler(), taskRoot);
    }
    return code instanceof ChildProcess process
        ? ofCode(process.runtime(), process.handler(), taskRoot)
        : Map.of();
  }

  private static Map<String, String> ofCode(String runtime, String handler, Path taskRoot) {
    return Map.of(
        "AWS_EXECUTION_ENV",
        "AWS_Lambda_" + runtime,
        "LAMBDA_RUNTIME_DIR",
        RUNTIME_FOLDER,
        "LAMBDA_TASK_ROOT",
        taskRoot.toString(),
        "_HANDLER",
        handler);
  }

  /**
   * What a definition may set otherwise. An address of the X-Ray daemon on which nothing listens.
   */
  private static Map<String, String> defaults(Path taskRoot) {
    return Map.of(
        "LANG", "en_US.UTF-8",
        "TZ", ":UTC",
        "LD_LIBRARY_PATH",
            "/var/lang/lib:/lib64:/usr/lib64:%1$s:%1$s/lib:%2$s:%2$s/lib:/opt/lib"
                .formatted(RUNTIME_FOLDER, taskRoot),
        "AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
  }

  private static Map<String, String> credentials(
      FunctionDefinition function, FunctionRuntimeConfig settings) {
    String id = settings.commonEnvironment().get(KEY_ID);
    String secret = settings.commonEnvironment().get(SECRET_KEY);
    AccessKey key =
        id != null && secret != null ? new AccessKey(id, secret) : AccessKey.of(function.name());
    String token = settings.commonEnvironment().get(SESSION_TOKEN);
    return Map.of(
        KEY_ID, key.accessKeyId(),
        SECRET_KEY, key.secretAccessKey(),
        SESSION_TOKEN, token == null ? sessionToken(function) : token);
  }

  /** It guards nothing, as the key does not; but SDKs want to have one. */
  private static String sessionToken(FunctionDefinition function) {
    byte[] words = ("session of " + function.name()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(words);
  }
}
