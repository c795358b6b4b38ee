package dev.wsemulator.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A folder in which a guide is worked through. The guide's ports are free ones here; variables that
 * one block of commands sets are known to the next, as in one terminal.
 */
final class Workplace {
  private static final Path JAR = Path.of("../emulator/cli/target/websocket-api-emulator.jar");

  /** The emulator's port in guides, and those of debuggers. */
  private static final List<String> PORTS = List.of("3010", "9229", "5678");

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path folder;
  private final Path notes;
  private final Map<String, String> ports;
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<Process> going = new ArrayDeque<>();
  private int scripts;

  private Workplace(Path place) throws IOException {
    folder = Files.createDirectories(place.resolve("work"));
    notes = Files.createDirectories(place.resolve("notes"));
    ports = freePorts();
    Files.createLink(folder.resolve(JAR.getFileName()), JAR);
    Files.writeString(notes.resolve("session"), "");
    Path java = Path.of(System.getProperty("java.home"));
    environment.put("JAVA_HOME", java.toString());
    environment.put("PATH", java.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("AWS_CONFIG_FILE", notes.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", notes.resolve("none").toString());
    environment.put("AWS_PAGER", "");
    environment.put("TF_CLI_ARGS", "-no-color");
  }

  /** Returns a workplace in a folder that is emptied first, and then stays to be looked at. */
  static Workplace empty(Path place) throws IOException {
    delete(place);
    return new Workplace(place);
  }

  /** Deletes a folder, if it is there; of links in it, only the links. */
  static void delete(Path place) throws IOException {
    if (Files.exists(place)) {
      try (Stream<Path> left = Files.walk(place)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Returns a folder beside the guide's, for what is no part of the guide. */
  Path notes() {
    return notes;
  }

  /** Returns the folder that the guide is worked through in. */
  Path folder() {
    return folder;
  }

  /** Sets a variable of every shell. */
  void variable(String name, String value) {
    environment.put(name, value);
  }

  /** Does what a guide says. */
  void follow(List<Step> steps) throws IOException, InterruptedException {
    for (Step step : steps) {
      if (step instanceof Step.File file) {
        Path path = folder.resolve(file.name());
        Files.createDirectories(path.getParent());
        Files.writeString(path, local(file.text()));
      } else if (step instanceof Step.Commands commands) {
        run(commands);
      } else {
        stop();
      }
    }
  }

  private void run(Step.Commands commands) throws IOException, InterruptedException {
    String name = "line-" + commands.line() + "-" + scripts++;
    Path output = notes.resolve(name + ".out");
    Process process =
        bash(commands, notes.resolve(name + ".sh"))
            .redirectOutput(output.toFile())
            .redirectError(notes.resolve(name + ".err").toFile())
            .start();
    if (commands.goesOn()) {
      going.push(process);
      Awaitility.await(commands.script())
          .atMost(PATIENCE)
          .until(() -> Files.readString(output).contains("Ready") || !process.isAlive());
      assertThat(process.isAlive()).as(() -> told(commands, name)).isTrue();
    } else {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        end(process);
        throw new AssertionError("Not done in time. " + told(commands, name));
      }
      assertThat(process.exitValue()).as(() -> told(commands, name)).isZero();
    }
    if (!commands.expected().isEmpty()) {
      assertThat(Files.readString(output).strip())
          .as(() -> told(commands, name))
          .matches(pattern(local(commands.expected())));
    }
  }

  private ProcessBuilder bash(Step.Commands commands, Path file) throws IOException {
    String session = "'" + notes.resolve("session") + "'";
    String script =
        commands.goesOn()
            ? "exec " + local(commands.script())
            : local(commands.script()) + "export -p > " + session + "\n";
    Files.writeString(file, "set -aeo pipefail\n. " + session + "\n" + script);
    ProcessBuilder bash = new ProcessBuilder("bash", file.toString()).directory(folder.toFile());
    bash.environment().putAll(environment);
    return bash;
  }

  private String told(Step.Commands commands, String name) {
    String printed;
    try {
      printed =
          Files.readString(notes.resolve(name + ".out"))
              + Files.readString(notes.resolve(name + ".err"));
    } catch (IOException e) {
      printed = "nothing: " + e;
    }
    return "Line %d of the guide:%n%s%nprinted:%n%s"
        .formatted(commands.line(), commands.script(), printed);
  }

  private static Pattern pattern(String expected) {
    return Pattern.compile(
        expected
            .strip()
            .lines()
            .map(line -> Pattern.compile("…").splitAsStream(line + "\0"))
            .map(parts -> parts.map(Workplace::literal).collect(Collectors.joining(".*")))
            .collect(Collectors.joining("\\s*?\n")),
        Pattern.DOTALL);
  }

  private static String literal(String part) {
    return Pattern.quote(part.replace("\0", ""));
  }

  private String local(String text) {
    String changed = text;
    for (Map.Entry<String, String> port : ports.entrySet()) {
      changed = changed.replaceAll("(?<!\\d)" + port.getKey() + "(?!\\d)", port.getValue());
    }
    return changed;
  }

  /** All are taken at once, so that they differ. */
  private static Map<String, String> freePorts() throws IOException {
    Map<String, String> free = new HashMap<>();
    List<ServerSocket> sockets = new ArrayList<>();
    for (String port : PORTS) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      free.put(port, Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return free;
  }

  /** Ends what still runs. */
  void stop() throws InterruptedException {
    while (!going.isEmpty()) {
      end(going.pop());
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
