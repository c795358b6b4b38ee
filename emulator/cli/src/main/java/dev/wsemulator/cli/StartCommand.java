package dev.wsemulator.cli;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code start}: runs a template until the process is told to end. */
@Command(
    name = "start",
    description = "Starts the APIs, functions, tables and buckets of a template.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  /** Tells {@link Main} that the process goes on. */
  private static final int RUNNING = -1;

  @Spec private CommandSpec spec;
  @Mixin private TemplateOptions options;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "A SAM or CloudFormation template, YAML or JSON; can be left out if there is --state.")
  private Path template;

  @Option(
      names = "--backend",
      defaultValue = "embedded",
      paramLabel = "embedded|localstack|URL",
      description =
          "What the functions' AWS SDK talks to: services inside this process, a LocalStack"
              + " container, or an endpoint that already runs. Default: ${DEFAULT-VALUE}.")
  private String backend;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "3010",
      paramLabel = "PORT",
      description = "The port; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--web",
      paramLabel = "DIR",
      description = "Serves the static files of a folder at /.")
  private Path web;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Writes everything that happens to a file, one JSON object a line.")
  private Path journal;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description =
          "Writes what functions write, and access logs and execution logs where stages have them,"
              + " to a folder.")
  private Path logs;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keeps APIs and functions that AWS CLI, SDKs or Terraform define, beside the template's,"
              + " in a folder for the next start.")
  private Path state;

  @Option(
      names = "--debug",
      description =
          "Lets functions take as long as they like, so that a debugger can hold them: no timeout"
              + " ends them.")
  private boolean debug;

  @Option(
      names = "--quota",
      paramLabel = "NAME=VALUE",
      description =
          "Changes a quota, for example idleTimeout=30s or requestsPerSecond=unlimited; may be"
              + " repeated.")
  private Map<String, String> quotas = new LinkedHashMap<>();

  @Option(
      names = "--quotas",
      paramLabel = "FILE",
      description = "Changes quotas as a file says, one NAME=VALUE a line.")
  private Path quotaFile;

  @Override
  public Integer call() {
    checkOptions();
    Stack stack =
        template == null ? Stack.of(List.of(), List.of()) : options.template(template).load();
    WebSocketApiEmulator.Builder builder =
        WebSocketApiEmulator.builder()
            .stack(stack)
            .backEnd(backEnd())
            .host(host)
            .port(port)
            .quotas(quotas())
            .debug(debug)
            .webRoot(web);
    if (logs != null) {
      builder.logTo(logs);
    }
    if (state != null) {
      builder.state(state);
    }
    WebSocketApiEmulator emulator = builder.start();
    JournalFile file = journal == null ? null : record(emulator);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  emulator.close();
                  if (file != null) {
                    file.close();
                  }
                },
                "shutdown"));
    announce(emulator);
    return RUNNING;
  }

  /**
   * Opens the journal, which empties the file, only now that the emulator has its port: whoever
   * starts a second one by mistake does not lose the journal of the first.
   */
  private JournalFile record(WebSocketApiEmulator emulator) {
    try {
      JournalFile file = JournalFile.open(journal);
      emulator.journal().onEntry(file);
      return file;
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private void checkOptions() {
    if (template == null && state == null) {
      throw wrong(
          "There is nothing to start. Name a template with --template FILE, or with --state DIR a"
              + " folder for what AWS CLI, SDKs or Terraform define.");
    }
    if (web != null && !Files.isDirectory(web)) {
      throw wrong("--web " + web + " is not a folder. Build the page first.");
    }
    if (port < 0 || port > 65535) {
      throw wrong("--port " + port + " is not between 0 and 65535.");
    }
    if (journal != null && Files.isDirectory(journal)) {
      throw wrong("--journal " + journal + " is a folder. Name a file.");
    }
    if (journal != null && !Files.isDirectory(journal.toAbsolutePath().getParent())) {
      throw wrong(
          "--journal " + journal + " is in no folder that exists. Create the folder first.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private AwsEnvironment backEnd() {
    try {
      return AwsEnvironment.of(backend);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--backend: " + e.getMessage(), e);
    }
  }

  private Quotas quotas() {
    try {
      Quotas changed = Quotas.aws();
      if (quotaFile != null) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(quotaFile)) {
          file.load(reader);
        }
        for (String name : file.stringPropertyNames()) {
          changed = changed.with(name, file.getProperty(name));
        }
      }
      return changed.with(quotas);
    } catch (IOException e) {
      throw wrong("--quotas " + quotaFile + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void announce(WebSocketApiEmulator emulator) {
    PrintWriter err = spec.commandLine().getErr();
    emulator.stack().warnings().forEach(warning -> err.println("warning: " + warning));
    PrintWriter out = spec.commandLine().getOut();
    if (web != null) {
      out.printf("Page            %s/%n", emulator.baseUrl());
    }
    for (WebSocketApiEmulator.Endpoint endpoint : emulator.endpoints()) {
      out.printf("WebSocket       %s   (API %s)%n", endpoint.webSocketUrl(), endpoint.apiId());
      out.printf("@connections    %s/@connections%n", endpoint.connectionsEndpoint());
      out.printf("Try             npx wscat -c %s%n", endpoint.webSocketUrl());
    }
    if (state != null) {
      out.printf("AWS CLI         %s   (apigatewayv2, lambda)%n", emulator.baseUrl());
    }
    emulator.environment().entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("AWS_ENDPOINT_URL_"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            variable ->
                out.printf("%-15s %s%n", variable.getKey().substring(17), variable.getValue()));
    long millis = ManagementFactory.getRuntimeMXBean().getUptime();
    out.printf("Ready after %.1f s. Ctrl-C stops it.%n", millis / 1000.0);
    out.flush();
  }
}
