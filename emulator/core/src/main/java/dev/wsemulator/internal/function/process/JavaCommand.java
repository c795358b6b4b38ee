package dev.wsemulator.internal.function.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command that runs a function in a JVM of its own. What the function's variable {@code
 * JAVA_TOOL_OPTIONS} says of the same comes in place of an option here.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Customize the
 *     JVM</a>
 */
final class JavaCommand {
  private static final String MAIN = "dev.wsemulator.internal.function.process.jvm.JavaRuntime";

  /** What Lambda leaves to the heap; the rest is for the JVM itself. */
  private static final double SHARE_OF_HEAP = 0.85;

  private static final int KB_PER_MB = 1024;

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC\\b");

  private final Supplier<Bootstraps> bootstraps;
  private final Supplier<TrustStores> trustStores;

  JavaCommand(Supplier<Bootstraps> bootstraps, Supplier<TrustStores> trustStores) {
    this.bootstraps = bootstraps;
    this.trustStores = trustStores;
  }

  List<String> of(RuntimeCommands.Start start, Path program) {
    Map<String, String> variables = start.variables();
    String own = variables.getOrDefault("JAVA_TOOL_OPTIONS", "");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(machine(variables, own));
    properties(variables)
        .forEach(
            (name, value) -> {
              if (!own.contains("-D" + name + "=")) {
                command.add("-D" + name + "=" + value);
              }
            });
    Integer port = start.debugPort();
    if (port != null) {
      command.add(
          "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port);
    }
    Path runtime = bootstraps.get().folder("java").resolve("runtime.jar");
    command.addAll(List.of("-cp", runtime.toString(), MAIN));
    classPath(start.code(), start.folders()).forEach(path -> command.add(path.toString()));
    return command;
  }

  /** Returns the options that Lambda has for memory and speed. */
  static List<String> machine(Map<String, String> variables, String own) {
    List<String> options = new ArrayList<>();
    if (!own.contains("-Xmx") && !own.contains("MaxHeapSize") && !own.contains("RAMPercentage")) {
      options.add("-Xmx" + heapKb(variables) + "k");
    }
    if (!COLLECTOR.matcher(own).find()) {
      options.add("-XX:+UseSerialGC");
    }
    if (!own.contains("TieredStopAtLevel") && !own.contains("TieredCompilation")) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    if (!own.contains("-Xshare")) {
      options.add("-Xshare:auto");
    }
    return options;
  }

  private static int heapKb(Map<String, String> variables) {
    int memory = Integer.parseInt(variables.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"));
    return (int) (memory * KB_PER_MB * SHARE_OF_HEAP);
  }

  /** Returns the properties that lead calls to the emulator: a JVM knows no variables for that. */
  private Map<String, String> properties(Map<String, String> variables) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("file.encoding", "UTF-8");
    properties.put("java.net.preferIPv4Stack", "true");
    String proxy = variables.get("HTTPS_PROXY");
    if (proxy != null) {
      URI address = URI.create(proxy);
      for (String scheme : List.of("http", "https")) {
        properties.put(scheme + ".proxyHost", address.getHost());
        properties.put(scheme + ".proxyPort", Integer.toString(address.getPort()));
      }
      properties.put("http.nonProxyHosts", "localhost|*.localhost|127.*|[::1]");
    }
    String authorities = variables.get("SSL_CERT_FILE");
    if (authorities != null) {
      trust(Path.of(authorities), properties);
    }
    return properties;
  }

  private void trust(Path authorities, Map<String, String> properties) {
    properties.put("javax.net.ssl.trustStore", trustStores.get().of(authorities).toString());
    properties.put("javax.net.ssl.trustStoreType", TrustStores.TYPE);
    properties.put("javax.net.ssl.trustStorePassword", TrustStores.PASSWORD);
  }

  /**
   * Returns what is on the function's class path, in Lambda's order: the code, the jars beside it,
   * those of layers.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-layers.html">Layers for
   *     Java</a>
   */
  static List<Path> classPath(ChildCode code, CodeFolders.Layout folders) {
    List<Path> paths = new ArrayList<>(List.of(folders.taskRoot()));
    paths.addAll(jars(folders.taskRoot().resolve("lib")));
    Path opt = folders.opt();
    if (opt != null) {
      paths.addAll(jars(opt.resolve("java/lib")));
    }
    for (Path library : code.libraries()) {
      paths.add(library.toAbsolutePath().normalize());
      paths.addAll(jars(library.resolve("lib")));
    }
    return paths.stream().distinct().toList();
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be listed.", e);
    }
  }
}
