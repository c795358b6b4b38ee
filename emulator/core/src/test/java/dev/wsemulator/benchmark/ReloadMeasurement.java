package dev.wsemulator.benchmark;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.ObjectName;

/**
 * Prints how long after the last write of a class the next message runs it, and what 200 reloads of
 * the translator app's functions, which use the AWS SDK, leave behind.
 */
public final class ReloadMeasurement {
  private static final int TIMED = 50;
  private static final int RELOADS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ECHO = "{\"action\":\"echomessage\",\"data\":\"hello\"}";

  private ReloadMeasurement() {}

  /**
   * Runs both.
   *
   * @param arguments the folder of the translator app, which must be built
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // the functions bring no log back end
    Path folder = Files.createTempDirectory("reloads");
    time(folder);
    leak(Path.of(arguments.length == 0 ? "../../translator-app" : arguments[0]), folder);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
    System.exit(0);
  }

  private static void time(Path folder) throws Exception {
    Path classes = CompiledHandler.answering("0").writeTo(folder.resolve("small"));
    FunctionDefinition.Files code = new FunctionDefinition.Files("app.Handler", List.of(classes));
    Route route = Route.twoWay("$default", Integration.lambdaProxy("Greet"));
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .api(WebSocketApi.builder("measured").route(route).build())
            .function(FunctionDefinition.of("Greet", code))
            .watch(true)
            .start()) {
      Client client = Client.of(emulator);
      JournalCursor journal = emulator.journal().cursor();
      client.ask("begin");
      long[] times = new long[TIMED];
      for (int round = 0; round < TIMED; round++) {
        CompiledHandler next = CompiledHandler.answering(String.valueOf(round + 1));
        next.writeTo(classes);
        long written = System.nanoTime();
        while (!client.ask("what").equals(String.valueOf(round + 1))) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        times[round] = Duration.ofNanos(System.nanoTime() - written).toMillis();
      }
      Arrays.sort(times);
      System.out.printf(
          "%d reloads: from the last write to the answer of the new code %d ms in the median, %d ms"
              + " at most%n",
          TIMED, times[TIMED / 2], times[TIMED - 1]);
    }
  }

  private static void leak(Path app, Path folder) throws Exception {
    Path copy = folder.resolve("app");
    copy(app, copy);
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(copy.resolve("template.yaml")))
            .backEnd(new Stub())
            .watch(true)
            .start()) {
      Client client = Client.of(emulator);
      JournalCursor journal = emulator.journal().cursor();
      invoke(journal, client);
      Path changed = copy.resolve("target/classes/dev/wsemulator/translator/EchoMessage.class");
      byte[] bytes = Files.readAllBytes(changed);
      System.out.println("reloads  classes  metaspace  class loaders of functions");
      for (int round = 1; round <= RELOADS; round++) {
        Files.write(changed, bytes);
        journal.next(Reloaded.class, PATIENCE, reloaded -> !reloaded.changes().isEmpty());
        invoke(journal, client);
        if (round == 20 || round == 100 || round == RELOADS) {
          print(round);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path known = to.resolve("target/websocket-api-emulator.classpath");
    Files.setLastModifiedTime(known, Files.getLastModifiedTime(to.resolve("pom.xml")));
  }

  private static void invoke(JournalCursor journal, Client client) {
    client.socket.sendText(ECHO, true).join();
    Invoked end =
        journal.next(Invoked.class, PATIENCE, invoked -> invoked.functionName().contains("Echo"));
    if (!end.outcome().equals("success")) {
      throw new IllegalStateException("The function failed: " + end.result().text());
    }
  }

  private static void print(int reloads) throws Exception {
    String histogram = "";
    for (int round = 0; round < 3; round++) { // what finalizers and soft references hold goes later
      histogram = histogram();
    }
    long loaders =
        histogram
            .lines()
            .filter(line -> line.matches(".*\\.FunctionClassLoader\\b.*"))
            .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
            .sum();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .map(MemoryPoolMXBean::getUsage)
            .mapToLong(usage -> usage.getUsed() >> 10)
            .sum();
    System.out.printf(
        "%7d  %7d  %6d KB  %d%n",
        reloads,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        metaspace,
        loaders);
  }

  /** Collects garbage first. */
  private static String histogram() throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }

  /** A client that asks and waits. */
  private static final class Client implements WebSocket.Listener {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private Client(WebSocketApiEmulator emulator) {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(emulator.webSocketUrl(), this)
              .join();
    }

    static Client of(WebSocketApiEmulator emulator) {
      return new Client(emulator);
    }

    String ask(String message) throws InterruptedException {
      socket.sendText(message, true).join();
      return answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      answers.add(data.toString());
      from.request(1);
      return null;
    }
  }

  /** Answers every call of DynamoDB as an empty table does. */
  private static final class Stub implements BackEnd {
    private HttpServer server;

    @Override
    public Map<String, String> start(BackEndContext context) {
      try {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      byte[] answer =
          "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}".getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          call -> {
            call.getRequestBody().readAllBytes();
            call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
          });
      server.start();
      return Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
