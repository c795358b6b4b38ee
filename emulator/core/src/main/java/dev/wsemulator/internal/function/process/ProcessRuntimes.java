package dev.wsemulator.internal.function.process;

import java.util.Set;

/**
 * Which of Lambda's runtimes run in child processes here.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
public final class ProcessRuntimes {
  private static final Set<String> FAMILIES =
      Set.of("nodejs", "python", "provided", "ruby", "dotnet");

  private ProcessRuntimes() {}

  /** Returns whether functions of a runtime run in child processes. */
  public static boolean has(String runtime) {
    return FAMILIES.contains(RuntimeName.of(runtime).family()) || isGo(runtime);
  }

  /**
   * Returns whether it is the runtime of old Go functions, whose program has the handler's name.
   */
  static boolean isGo(String runtime) {
    return runtime.equals("go1.x");
  }

  /** Returns whether it is a runtime of Node.js. */
  public static boolean isNode(String runtime) {
    return runtime.startsWith("nodejs");
  }

  /** Returns whether it is a runtime of Python. */
  public static boolean isPython(String runtime) {
    return runtime.startsWith("python");
  }
}
