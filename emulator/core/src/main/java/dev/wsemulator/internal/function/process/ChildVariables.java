package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.environment.EnvironmentVariables;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of a child process: those of the function, the places of its modules,
 * and what leads its calls of AWS to the emulator.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda
 *     environment variables</a>
 */
final class ChildVariables {
  private static final String PATH = "PATH";

  /** Families whose bootstraps lead calls home themselves: they need no proxy. */
  private static final Set<String> HOOKED = Set.of("nodejs", "python");

  private ChildVariables() {}

  /**
   * Returns the variables of a function's processes, but for the address of the Runtime API.
   *
   * @param settings what all functions have in common
   * @param folders where its code is
   */
  static Map<String, String> of(
      FunctionDefinition function,
      FunctionRuntimeConfig settings,
      String logStream,
      CodeFolders.Layout folders) {
    Map<String, String> all = new TreeMap<>(settings.childEnvironment().get());
    if (HOOKED.contains(RuntimeName.of(ChildCode.of(function).runtime()).family())) {
      all.keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).endsWith("_PROXY"));
      Optional.ofNullable(folders.opt()).ifPresent(opt -> all.put(LambdaPaths.OPT, "" + opt));
    }
    all.putAll(HostSystem.current().variables());
    all.putAll(EnvironmentVariables.of(function, settings, logStream, folders.taskRoot()));
    Map<String, String> own = function.environment();
    modules(ChildCode.of(function).process(), folders)
        .forEach(
            (name, places) -> {
              if (!own.containsKey(name)) {
                all.put(name, joined(places));
              }
            });
    if (!own.containsKey(PATH)) {
      all.put(PATH, programs(folders.opt()));
    }
    LambdaPaths.replaceIn(all, folders);
    return all;
  }

  /** Returns where modules and libraries are, by the variable that says so. */
  private static Map<String, List<Path>> modules(ChildProcess code, CodeFolders.Layout folders) {
    Path root = folders.taskRoot();
    Map<String, List<Path>> places = new TreeMap<>();
    List<Path> libraries = new ArrayList<>(List.of(root, root.resolve("lib")));
    Path opt = folders.opt();
    if (opt != null) {
      libraries.add(opt.resolve("lib"));
    }
    places.put("LD_LIBRARY_PATH", libraries);
    RuntimeName runtime = RuntimeName.of(code.runtime());
    if (runtime.family().equals("nodejs")) {
      places.put("NODE_PATH", nodeModules(runtime, folders));
    } else if (runtime.family().equals("python") && opt != null) {
      places.put(
          "PYTHONPATH",
          List.of(
              opt.resolve("python/lib/python%s/site-packages".formatted(runtime.version())),
              opt.resolve("python")));
    } else if (runtime.family().equals("ruby") && opt != null) {
      places.put("RUBYLIB", List.of(root, opt.resolve("ruby/lib")));
    }
    return places;
  }

  private static List<Path> nodeModules(RuntimeName runtime, CodeFolders.Layout folders) {
    List<Path> places = new ArrayList<>();
    Path opt = folders.opt();
    if (opt != null) {
      places.add(opt.resolve("nodejs/node%s/node_modules".formatted(runtime.version())));
      places.add(opt.resolve("nodejs/node_modules"));
    }
    places.add(folders.taskRoot());
    return places;
  }

  private static String programs(@Nullable Path opt) {
    String path = HostSystem.current().path();
    return opt == null ? path : path + File.pathSeparator + opt.resolve("bin");
  }

  private static String joined(List<Path> places) {
    return String.join(File.pathSeparator, places.stream().map(Path::toString).toList());
  }
}
