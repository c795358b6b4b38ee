package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.FunctionRuntime.Settings;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class EnvironmentVariables {
  private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

  /**
   * What an SDK says of itself in its {@code User-Agent}: tells functions apart that sign with the
   * same key.
   *
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html">Application
   *     ID</a>
   */
  private static final String APPLICATION_ID = "AWS_SDK_UA_APP_ID";

  private EnvironmentVariables() {}

  static Map<String, String> of(FunctionDefinition function, Settings settings, String logStream) {
    Map<String, String> all = new TreeMap<>(settings.commonEnvironment());
    function
        .environment()
        .forEach((name, value) -> all.put(name, settings.environmentRewrite().apply(value)));
    all.putAll(reserved(function, settings, logStream));
    all.putIfAbsent("LANG", "en_US.UTF-8");
    all.putIfAbsent("TZ", ":UTC");
    if (settings.commonEnvironment().containsKey(KEY_ID)) {
      all.putIfAbsent(APPLICATION_ID, AccessKey.of(function.name()).accessKeyId());
    }
    String path = System.getenv("PATH");
    if (path != null) {
      all.putIfAbsent("PATH", path);
    }
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, String> reserved(
      FunctionDefinition function, Settings settings, String logStream) {
    Map<String, String> reserved = new TreeMap<>();
    reserved.put("AWS_REGION", settings.region());
    reserved.put("AWS_DEFAULT_REGION", settings.region());
    reserved.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    reserved.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    reserved.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    reserved.put("AWS_LAMBDA_LOG_GROUP_NAME", logGroup(function));
    reserved.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    reserved.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    reserved.put("AWS_EXECUTION_ENV", "AWS_Lambda_java17");
    reserved.putAll(credentials(function, settings));
    reserved.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    reserved.put("LAMBDA_TASK_ROOT", taskRoot(function.code()));
    reserved.put("_HANDLER", handler(function.code()));
    return reserved;
  }

  private static Map<String, String> credentials(FunctionDefinition function, Settings settings) {
    String id = settings.commonEnvironment().get(KEY_ID);
    String secret = settings.commonEnvironment().get(SECRET_KEY);
    if (id != null && secret != null) {
      return Map.of(KEY_ID, id, SECRET_KEY, secret);
    }
    AccessKey key = AccessKey.of(function.name());
    return Map.of(KEY_ID, key.accessKeyId(), SECRET_KEY, key.secretAccessKey());
  }

  static String logGroup(FunctionDefinition function) {
    return "/aws/lambda/" + function.name();
  }

  private static String handler(FunctionDefinition.Code code) {
    return code instanceof FunctionDefinition.Files files ? files.handler() : "";
  }

  private static String taskRoot(FunctionDefinition.Code code) {
    if (code instanceof FunctionDefinition.Files files && !files.classPath().isEmpty()) {
      Path first = files.classPath().get(0).toAbsolutePath().normalize();
      return (Files.isDirectory(first) ? first : first.getParent()).toString();
    }
    return "/var/task";
  }
}
