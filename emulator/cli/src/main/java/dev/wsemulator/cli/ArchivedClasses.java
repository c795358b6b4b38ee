package dev.wsemulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.cli.command.FetchCommand;
import dev.wsemulator.cli.console.ProcessEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uses what the commands of most users use, and ends: the JVM that runs it writes an archive of the
 * classes that were loaded, which makes later starts faster. The scripts of the distribution run
 * it, in the background. It needs no network.
 */
public final class ArchivedClasses {
  private static final Pattern WEB_SOCKET = Pattern.compile("\"webSocketUrl\":\"([^\"]+)\"");
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

  private ArchivedClasses() {}

  /** The function of the emulator that is started. */
  public static final class ArchivedFunction {
    /** Creates it. */
    public ArchivedFunction() {}

    /** Answers every event in the same way. */
    public void greet(InputStream event, OutputStream answer) throws IOException {
      event.readAllBytes();
      answer.write("{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8));
    }
  }

  /** Runs the commands in the folder that the argument names, and exits with 0. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Path folder = Path.of(arguments[0]);
    String function = ArchivedFunction.class.getName().replace('.', '/') + ".class";
    copy("/" + function, folder.resolve("code").resolve(function));
    Path template = copy("archived.yaml", folder.resolve("template.yaml"));
    List<String> start = new ArrayList<>(List.of("start", "--port", "0", "--output", "json"));
    start.addAll(List.of("--template", template.toString()));
    if (FetchCommand.isFetched()) {
      Path table = copy("archived-table.yaml", folder.resolve("table.yaml"));
      start.addAll(List.of("--template", table.toString()));
    }
    run("--version");
    run("--help");
    run("validate", template.toString());
    String ready = run(start.toArray(String[]::new));
    control(first(URL, ready), first(WEB_SOCKET, ready));
    System.exit(0);
  }

  private static void control(String emulator, String webSocket) {
    run("send", "--url", emulator, "{\"action\":\"greet\"}", "--expect", "1");
    run("send", webSocket, "{\"action\":\"greet\"}", "--expect", "1");
    run("connections", "--url", emulator);
    run("connections", "--output", "json", "--url", emulator);
    run("faults", "list", "--url", emulator);
    run("journal", "--url", emulator);
    run("logs", "Function", "--url", emulator);
    run("time", "show", "--url", emulator);
  }

  /** Returns what a command prints to standard output. */
  private static String run(String... arguments) {
    StringWriter output = new StringWriter();
    Main.commandLine(ProcessEnvironment.system(), arguments[0])
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(System.err, true))
        .execute(arguments);
    return output.toString();
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("The emulator has not started: " + text);
    }
    return found.group(1);
  }

  private static Path copy(String resource, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (InputStream in = ArchivedClasses.class.getResourceAsStream(resource)) {
      Files.write(file, Objects.requireNonNull(in, resource).readAllBytes());
    }
    return file;
  }
}
