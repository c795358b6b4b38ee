package dev.wsemulator.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.Statics;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.ObjectName;

/**
 * Prints what 50 execution environments of a function of the translator app cost, which uses the
 * AWS SDK: memory, and the time of their cold starts when 50 events come at once.
 */
public final class StaticsMeasurement {
  private static final int ENVIRONMENTS = 50;
  private static final int ONE_BY_ONE = 10;
  private static final String EVENT =
      """
      {"requestContext":{"connectionId":"a","domainName":"localhost","stage":"dev",
       "connectedAt":1},"body":"{\\"action\\":\\"echomessage\\",\\"data\\":\\"hello\\"}"}
      """;

  private StaticsMeasurement() {}

  /**
   * Measures once; in a new JVM, as compiled code makes the next time shorter.
   *
   * @param arguments the folder of the translator app, which must be built; 0 for static fields
   *     that all environments share; the name of the handler's class
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // the functions bring no log back end
    Integer statics = arguments.length < 2 ? null : Integer.valueOf(arguments[1]);
    String handler = arguments.length < 3 ? "EchoMessage" : arguments[2];
    Path app = Path.of(arguments.length == 0 ? "../../translator-app" : arguments[0]);
    Table table = new Table();
    measure(app, new Statics(statics), handler, table);
    System.out.printf("after close() %d class loaders of functions%n", memory().loaders());
    table.server.stop(0);
    System.exit(0);
  }

  private static void measure(Path app, Statics statics, String handler, Table table)
      throws Exception {
    Journal journal = new Journal();
    FunctionRuntimeConfig settings =
        FunctionRuntimeConfig.of("eu-west-1", "123456789012")
            .statics(statics)
            .environment(Map.of("AWS_ENDPOINT_URL", table.url()), value -> value)
            .build();
    FunctionDefinition.Files code =
        new FunctionDefinition.Files("dev.wsemulator.translator." + handler, classPath(app));
    try (FunctionRuntime runtime = new FunctionRuntime(settings, TimeSource.system(), journal)) {
      DeployedFunction function =
          runtime.deploy(
              FunctionDefinition.of("measured", code).toBuilder()
                  .environment(Map.of("TABLE_NAME", "connections"))
                  .timeout(Duration.ofMinutes(15))
                  .build());
      long begin = System.nanoTime();
      run(function, 1, table);
      System.out.printf("the first event %d ms%n", millis(begin));
      Memory one = memory();
      printOneByOne(function, table);
      printAtOnce(function, table);
      printInits(journal);
      Memory all = memory();
      begin = System.nanoTime();
      run(function, ENVIRONMENTS, table);
      System.out.printf("once more %d ms%n", millis(begin));
      System.out.printf(
          "each further environment %.2f MB: heap %.2f, metaspace %.2f%n",
          each(one.heap() + one.metaspace(), all.heap() + all.metaspace()),
          each(one.heap(), all.heap()),
          each(one.metaspace(), all.metaspace()));
    }
  }

  /** Adds the other environments at once. */
  private static void printAtOnce(DeployedFunction function, Table table) {
    long begin = System.nanoTime();
    long cpu = cpu();
    run(function, ENVIRONMENTS, table);
    System.out.printf(
        "%d events at once %d ms, of which %d in new environments; %d ms of a processor%n",
        ENVIRONMENTS,
        millis(begin),
        ENVIRONMENTS - ONE_BY_ONE - 1,
        Duration.ofNanos(cpu() - cpu).toMillis());
  }

  /** Adds a few environments, each beside those that there are. */
  private static void printOneByOne(DeployedFunction function, Table table) {
    long[] times = new long[ONE_BY_ONE];
    long cpu = cpu();
    for (int i = 0; i < ONE_BY_ONE; i++) {
      long begin = System.nanoTime();
      run(function, i + 2, table);
      times[i] = millis(begin);
    }
    Arrays.sort(times);
    System.out.printf(
        "a cold start alone, with the first call of the SDK, %d ms in the median;"
            + " %d ms of a processor%n",
        times[ONE_BY_ONE / 2], Duration.ofNanos(cpu() - cpu).toMillis() / ONE_BY_ONE);
  }

  /** Returns how long the processors have worked, which other programs do not change much. */
  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double each(long one, long all) {
    return (all - one) / 1024.0 / 1024.0 / (ENVIRONMENTS - 1);
  }

  private static long millis(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private static List<Path> classPath(Path app) throws IOException {
    List<Path> all = new ArrayList<>();
    all.add(app.resolve("target/classes"));
    String libraries =
        Files.readString(app.resolve("target/websocket-api-emulator.classpath")).strip();
    for (String library : libraries.split(File.pathSeparator)) {
      all.add(Path.of(library));
    }
    return all;
  }

  /** Runs so many invocations at the same time: the table answers none before it has all. */
  private static void run(DeployedFunction function, int number, Table table) {
    table.together = new CountDownLatch(number);
    List<CompletableFuture<InvocationResult>> all =
        IntStream.range(0, number)
            .mapToObj(i -> function.invoke(EVENT.getBytes(StandardCharsets.UTF_8)))
            .toList();
    for (CompletableFuture<InvocationResult> one : all) {
      if (!(one.join() instanceof InvocationResult.Success)) {
        throw new IllegalStateException("The function failed: " + one.join());
      }
    }
  }

  private static void printInits(Journal journal) {
    List<Long> inits =
        journal.entries(JournalEntry.Invoked.class).stream()
            .filter(invoked -> invoked.init() != null)
            .map(invoked -> invoked.init().toMillis())
            .sorted()
            .toList();
    System.out.printf(
        "%d cold starts in all, Init Duration in the median %d ms, %d ms at most%n",
        inits.size(), inits.get(inits.size() / 2), inits.get(inits.size() - 1));
  }

  private record Memory(long heap, long metaspace, long loaders) {}

  private static Memory memory() throws Exception {
    String histogram = "";
    for (int round = 0; round < 4; round++) { // what finalizers and soft references hold goes later
      histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
    }
    long loaders =
        histogram
            .lines()
            .filter(line -> line.matches(".*\\.FunctionClassLoader\\b(?!\\$).*"))
            .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
            .sum();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .map(MemoryPoolMXBean::getUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Memory(heap, metaspace, loaders);
  }

  /** Answers every call of DynamoDB as an empty table does, when all calls have come. */
  private static final class Table {
    private static final byte[] ANSWER =
        "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private volatile CountDownLatch together = new CountDownLatch(0);

    Table() {
      try {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext("/", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
      call.getRequestBody().readAllBytes();
      together.countDown();
      try {
        together.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      call.sendResponseHeaders(200, ANSWER.length);
      call.getResponseBody().write(ANSWER);
      call.close();
    }
  }
}
