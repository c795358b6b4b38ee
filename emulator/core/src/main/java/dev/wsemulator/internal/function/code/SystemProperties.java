package dev.wsemulator.internal.function.code;

import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The system properties and the time zone that the code of a function begins with. */
final class SystemProperties {
  private static final String ZONE = "user.timezone";
  private static final String LIBRARIES = "/var/runtime/lib/";

  private SystemProperties() {}

  /**
   * Returns the JVM's properties, without those of the emulator and the machine.
   *
   * @param variables the function's environment variables
   * @param traceHeader returns that of the invocation that the calling thread works for
   */
  static Properties of(Map<String, String> variables, Supplier<@Nullable String> traceHeader) {
    Properties all = new TracedProperties(traceHeader);
    Properties process = System.getProperties();
    synchronized (process) {
      process.forEach(
          (name, value) -> {
            if (name instanceof String key && value instanceof String text && !isOurs(key)) {
              all.setProperty(key, text);
            }
          });
    }
    all.setProperty("user.dir", variables.getOrDefault("LAMBDA_TASK_ROOT", "/var/task"));
    all.setProperty("user.home", "/home/sbx_user1051");
    all.setProperty("user.name", "sbx_user1051");
    all.setProperty("java.class.path", String.join(":", libraries()));
    all.setProperty(
        "sun.java.command",
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda "
            + variables.getOrDefault("_HANDLER", ""));
    all.remove(ZONE);
    all.putAll(options(variables));
    return all;
  }

  private static boolean isOurs(String name) {
    return name.startsWith("wsemulator.") || name.startsWith("logback.");
  }

  private static String[] libraries() {
    return new String[] {
      LIBRARIES + "aws-lambda-java-core.jar",
      LIBRARIES + "aws-lambda-java-runtime.jar",
      LIBRARIES + "aws-lambda-java-serialization.jar"
    };
  }

  /** Returns the zone that the function's options set, else that of its variable {@code TZ}. */
  static TimeZone zone(Map<String, String> variables) {
    String byOption = options(variables).get(ZONE);
    String zone = byOption == null ? variables.getOrDefault("TZ", "UTC") : byOption;
    return TimeZone.getTimeZone(zone.startsWith(":") ? zone.substring(1) : zone);
  }

  private static Map<String, String> options(Map<String, String> variables) {
    return ToolOptions.of(variables.getOrDefault(ToolOptions.VARIABLE, "")).properties();
  }
}
