package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.watch.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bundles functions whose template has {@code BuildMethod: esbuild}, as {@code sam build} does, by
 * the esbuild of the project. A bundle is made anew only when its sources have changed, always in
 * the same folder, which is removed at the end of the JVM. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html">Building
 *     Node.js functions with esbuild</a>
 */
final class EsbuildBundles {
  private static final long LIMIT_SECONDS = 60;
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** Properties whose values each have an option of their own, as {@code --external:name}. */
  private static final Set<String> REPEATED =
      Set.of("Alias", "Banner", "Define", "External", "Footer", "Inject", "Loader", "OutExtension");

  private static final Map<Path, Built> BUILT = new HashMap<>();

  /** A bundle, and what it was made of. */
  private record Built(Path folder, Fingerprint sources, List<String> options) {}

  private EsbuildBundles() {}

  /** The bundle cannot be made; the message is for the user. */
  static final class NotBundled extends Exception {
    private static final long serialVersionUID = 1;

    NotBundled(String message) {
      super(message);
    }
  }

  /** Returns whether a function is bundled by esbuild. */
  static boolean isFor(Resource function) {
    return function.metadata().textOf("BuildMethod").filter("esbuild"::equals).isPresent();
  }

  /** Returns whether a folder has an entry point of a function. */
  static boolean hasSources(Resource function, Path folder) {
    List<String> entries =
        function
            .metadata()
            .get("BuildProperties")
            .flatMap(properties -> properties.get("EntryPoints"))
            .map(YamlValue::texts)
            .orElse(List.of());
    return entries.isEmpty() || entries.stream().anyMatch(one -> isThere(folder, one));
  }

  /** The ending of an entry point may be left out. */
  private static boolean isThere(Path folder, String entry) {
    return Stream.of("", ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx")
        .anyMatch(ending -> Files.isRegularFile(folder.resolve(entry + ending)));
  }

  /**
   * Returns the folder with the bundle of a function.
   *
   * @param source the folder with its sources
   * @throws NotBundled if esbuild is not installed, or fails
   * @throws IOException if it cannot be run
   */
  static synchronized Path of(Resource function, Path source) throws NotBundled, IOException {
    Path program =
        program(source)
            .orElseThrow(
                () ->
                    new NotBundled(
                        "esbuild is not installed in %s, nor in a folder above. Run: npm install --prefix %s"
                            .formatted(source, source)));
    List<String> options = options(function.metadata().get("BuildProperties").orElse(null));
    Fingerprint sources = Fingerprint.of(source);
    Path key = source.resolve(function.id());
    Built known = BUILT.get(key);
    if (known != null && known.sources().equals(sources) && known.options().equals(options)) {
      return known.folder();
    }
    Path folder = known == null ? Archive.temporaryFolder() : known.folder();
    run(program, source, folder, options);
    BUILT.put(key, new Built(folder, sources, options));
    return folder;
  }

  private static Optional<Path> program(Path source) {
    String name = IS_WINDOWS ? "esbuild.cmd" : "esbuild";
    return Stream.iterate(source, at -> at != null, Path::getParent)
        .map(at -> at.resolve("node_modules").resolve(".bin").resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<String> options(@Nullable YamlValue properties) {
    List<String> options = new ArrayList<>(List.of("--bundle", "--platform=node"));
    List<String> entries = new ArrayList<>();
    Map<String, YamlValue> all = properties == null ? Map.of() : properties.entries();
    all.forEach(
        (name, value) -> {
          if (name.equals("EntryPoints")) {
            entries.addAll(value.texts());
          } else {
            options.addAll(option(name, value));
          }
        });
    if (!all.containsKey("Target")) {
      options.add("--target=es2020");
    }
    if (!all.containsKey("Sourcemap")) {
      options.add("--sourcemap=inline");
    }
    options.addAll(entries.isEmpty() ? List.of("app.ts") : entries);
    return options;
  }

  private static List<String> option(String name, YamlValue value) {
    String option = "--" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    if (REPEATED.contains(name)) {
      return value.texts().stream().map(one -> option + ":" + one).toList();
    }
    if (value.isList()) {
      return List.of(option + "=" + String.join(",", value.texts()));
    }
    String text = String.valueOf(value.text());
    return switch (text) {
      case "true" -> List.of(option);
      case "false" -> List.of();
      default -> List.of(option + "=" + text);
    };
  }

  private static void run(Path program, Path source, Path folder, List<String> options)
      throws NotBundled, IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(options);
    command.add("--outdir=" + folder);
    command.add("--log-level=error");
    Path output = Files.createTempFile(folder, "esbuild", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(source.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().close();
      boolean hasEnded = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!hasEnded || process.exitValue() != 0) {
        throw new NotBundled(
            "esbuild fails in %s: %s"
                .formatted(source, Files.readString(output, StandardCharsets.UTF_8).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotBundled("esbuild was interrupted.");
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
