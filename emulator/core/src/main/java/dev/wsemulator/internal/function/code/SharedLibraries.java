package dev.wsemulator.internal.function.code;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says which libraries the execution environments of a function share. On Lambda an environment is
 * a process and shares nothing. Here everything has static fields of its own per environment but
 * the AWS SDK for Java 2.x, its HTTP clients and the libraries for logging, which it uses: loading
 * these again for each environment would cost many times the memory and the time of all other code,
 * and their static fields keep nothing of the code that calls them. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">
 *     Execution environments</a>
 */
final class SharedLibraries {
  private static final String SDK = "software.amazon.awssdk.";

  /** Its static fields keep the classes of the beans that it has met. */
  private static final String MAPPER = SDK + "enhanced.";

  private static final Set<String> LIBRARIES =
      Set.of(
          SDK,
          "software.amazon.eventstream.",
          "org.reactivestreams.",
          "io.netty.",
          "org.apache.http.",
          "org.apache.hc.",
          "org.slf4j.",
          "ch.qos.logback.",
          "org.apache.commons.logging.",
          "org.apache.log4j.",
          "org.apache.logging.",
          "com.amazonaws.services.lambda.runtime.log4j2.",
          "dev.wsemulator.internal.function.egress.SdkV2Interceptor");

  /** Classes of frameworks that set up the logging of a whole process by objects of their own. */
  private static final List<String> OWNERS_OF_LOGGING =
      List.of(
          "org.springframework.boot.logging.LoggingSystem",
          "org.jboss.logmanager.LogManager",
          "org.apache.juli.ClassLoaderLogManager");

  /** Where the SDK reads the names of classes that it makes objects of. */
  private static final List<String> PLUG_INS =
      List.of(
          "software/amazon/awssdk/global/handlers/execution.interceptors",
          "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
          "META-INF/services/software.amazon.awssdk.http.async.SdkAsyncHttpService");

  /** What a function has whose environments share nothing. */
  private static final SharedLibraries NONE = new SharedLibraries(name -> false);

  private static final SharedLibraries USUAL = new SharedLibraries(SharedLibraries::isOfLibrary);

  private final Predicate<String> shared;

  private SharedLibraries(Predicate<String> shared) {
    this.shared = shared;
  }

  /**
   * Returns those of a class path. There are none if its SDK calls code that is not its own, such
   * as a tracer's interceptor, or if a framework owns the logging: static fields would be there
   * twice, and of two environments the second would undo the settings of the first.
   */
  static SharedLibraries of(ClassPath classPath) {
    boolean hasPlugIns =
        PLUG_INS.stream()
            .flatMap(name -> classPath.contents(name).stream())
            .flatMap(SharedLibraries::names)
            .anyMatch(name -> !name.startsWith(SDK));
    boolean hasOwner = OWNERS_OF_LOGGING.stream().anyMatch(name -> classPath.find(name) != null);
    return hasPlugIns || hasOwner ? NONE : USUAL;
  }

  private static Stream<String> names(byte[] file) {
    return new String(file, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty());
  }

  private static boolean isOfLibrary(String className) {
    return LIBRARIES.stream().anyMatch(className::startsWith) && !className.startsWith(MAPPER);
  }

  /** Returns whether the environments of the function share any. */
  boolean isUsual() {
    return this != NONE;
  }

  /** Returns whether the environments of the function share a class. */
  boolean have(String className) {
    return shared.test(className);
  }
}
