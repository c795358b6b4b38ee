package dev.wsemulator.internal.function.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's runtimes for Java.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
public final class JavaRuntimes {
  private static final Pattern JAVA = Pattern.compile("java(\\d{1,3})(?:\\.[a-z0-9]{1,20})?");

  /** The version of Java by the runtime's name. */
  private static final Map<String, Integer> VERSIONS =
      new TreeMap<>(
          Map.of(
              "java8", 8,
              "java8.al2", 8,
              "java8.al2023", 8,
              "java11", 11,
              "java11.al2023", 11,
              "java17", 17,
              "java17.al2023", 17,
              "java21", 21,
              "java25", 25));

  private JavaRuntimes() {}

  /** Returns the names of the runtimes that are known. */
  public static List<String> names() {
    return List.copyOf(VERSIONS.keySet());
  }

  /** Returns whether functions of a runtime are in Java; it may be newer than this list. */
  public static boolean isJava(String name) {
    return JAVA.matcher(name).matches();
  }

  /** Returns whether Lambda is known to have a runtime. */
  public static boolean isKnown(String name) {
    return VERSIONS.containsKey(name);
  }

  /** Returns what may go wrong with functions of a Java runtime in this JVM. */
  public static Optional<String> warning(String name) {
    return warning(name, Runtime.version().feature());
  }

  /**
   * Returns what may go wrong with functions of a Java runtime.
   *
   * @param name the runtime's name
   * @param jvm the version of Java that runs them
   */
  static Optional<String> warning(String name, int jvm) {
    Matcher form = JAVA.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    int version = Integer.parseInt(form.group(1));
    if (version > jvm) {
      return Optional.of(
          "\"%s\" is newer than this JVM, which is Java %d: classes that are compiled for Java %d cannot be loaded. Start the emulator with a JDK %d or newer."
              .formatted(name, jvm, version, version));
    }
    return VERSIONS.containsKey(name)
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is not among the known runtimes (%s): its functions run on this JVM, which is Java %d."
                .formatted(name, String.join(", ", names()), jvm));
  }
}
