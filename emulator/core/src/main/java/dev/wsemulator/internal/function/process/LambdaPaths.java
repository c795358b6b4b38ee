package dev.wsemulator.internal.function.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths of Lambda's folders {@code /opt} and {@code /var/task}, and what stands for them on this
 * machine. The bootstraps replace paths in the code of functions; this class replaces those that a
 * program reads before its bootstrap runs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html">Layer paths</a>
 */
final class LambdaPaths {
  /** The variable with the folder in place of {@code /opt}, which the bootstraps take away. */
  static final String OPT = "WSEMULATOR_OPT";

  /** The variables that interpreters and the system's loader read themselves. */
  private static final Set<String> VARIABLES =
      Set.of(
          "DOTNET_STARTUP_HOOKS",
          "JAVA_TOOL_OPTIONS",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "NODE_OPTIONS",
          "NODE_PATH",
          "PATH",
          "PYTHONPATH",
          "RUBYLIB",
          "RUBYOPT");

  private static final String FOLDER = "/(opt|var/task)";

  /** A path in a list, or as an option's value. */
  private static final Pattern PATH =
      Pattern.compile("(?<![^\\s:;=,\"'])" + FOLDER + "((?:/[^\\s:;,\"']*)?)(?=[\\s:;,\"']|$)");

  /** How a path begins in a shell script. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("(?<![\\w./$}~-])" + FOLDER + "(?=[/\\s:;,\"')]|$)");

  private LambdaPaths() {}

  /** Returns the file here that a path on Lambda stands for; empty if there is none. */
  static Optional<Path> file(String path, CodeFolders.Layout folders) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() ? file(matcher, folders) : Optional.empty();
  }

  private static Optional<Path> file(MatchResult path, CodeFolders.Layout folders) {
    return Optional.ofNullable(folder(path.group(1), folders))
        .map(folder -> folder.resolve(path.group(2).replaceFirst("^/+", "")))
        .filter(Files::exists);
  }

  private static @Nullable Path folder(String name, CodeFolders.Layout folders) {
    return name.equals("opt") ? folders.opt() : folders.taskRoot();
  }

  /** Returns the value of a variable with the paths of files that are here. */
  static String here(String value, CodeFolders.Layout folders) {
    return PATH.matcher(value)
        .replaceAll(
            path ->
                Matcher.quoteReplacement(
                    file(path, folders).map(Path::toString).orElse(path.group())));
  }

  /** Replaces such paths in the variables that programs read before the bootstraps run. */
  static void replaceIn(Map<String, String> variables, CodeFolders.Layout folders) {
    variables.replaceAll((name, value) -> VARIABLES.contains(name) ? here(value, folders) : value);
  }

  /** Returns a shell script with the folders here. */
  static String script(String text, CodeFolders.Layout folders) {
    return IN_SCRIPT
        .matcher(text)
        .replaceAll(
            path -> {
              Path folder = folder(path.group(1), folders);
              return Matcher.quoteReplacement(folder == null ? path.group() : folder.toString());
            });
  }
}
