package dev.wsemulator.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An emulator in a process of its own, with faults, which says how it is. */
public final class SoakedEmulator {
  private static final Pattern ID = Pattern.compile("\"connectionId\":\"([^\"]+)\"");
  private static final Pattern BODY =
      Pattern.compile("\"body\":(\"(?:[^\"\\\\]|\\\\.)*\"),\"isBase64Encoded\"");

  private static final Map<String, AtomicInteger> ENDS = new ConcurrentHashMap<>();

  private SoakedEmulator() {}

  /**
   * Starts it, and answers {@code stats} and {@code ends} on standard input.
   *
   * @param arguments the seed of the faults
   */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    WebSocketApiEmulator emulator = start();
    for (Fault fault :
        new Fault[] {Fault.error(), Fault.coldStart(), Fault.delay(Duration.ofMillis(20))}) {
      emulator
          .faults()
          .add(fault.at(FaultPoint.INVOCATION).forRoute("victim").withProbability(0.02, seed));
    }
    for (Fault fault : new Fault[] {Fault.reset(), Fault.fin(), Fault.close(4000, "soak")}) {
      emulator
          .faults()
          .add(fault.at(FaultPoint.FROM_CLIENT).forRoute("victim").withProbability(0.02, seed + 1));
    }
    emulator.writeJournal(Path.of("/dev/null"));
    System.out.println("ready " + emulator.port());
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line.equals("stats") ? stats() : ends());
    }
    emulator.close();
  }

  private static WebSocketApiEmulator start() {
    LambdaFunction connect =
        event -> {
          ENDS.computeIfAbsent(id(event), id -> new AtomicInteger());
          return answer("\"\"");
        };
    LambdaFunction disconnect =
        event -> {
          ENDS.computeIfAbsent(id(event), id -> new AtomicInteger()).incrementAndGet();
          return answer("\"\"");
        };
    LambdaFunction echo = event -> answer(body(event));
    LambdaFunction whoami = event -> answer('"' + id(event) + '"');
    WebSocketApi.Builder api = WebSocketApi.builder("soak").apiId("a1b2c3d4e5");
    api.route("$connect", "connect").route("$disconnect", "disconnect");
    for (String key : new String[] {"$default", "victim"}) {
      api.route(Route.twoWay(key, Integration.lambdaProxy("echo")));
    }
    api.route(Route.twoWay("whoami", Integration.lambdaProxy("whoami")));
    return WebSocketApiEmulator.builder()
        .api(api.build())
        .function("connect", connect)
        .function("disconnect", disconnect)
        .function("echo", echo)
        .function("whoami", whoami)
        .quotas(Quotas.builder().withoutThrottling().build())
        .verifyIdentity(false)
        .start();
  }

  private static byte[] answer(String body) {
    return ("{\"statusCode\":200,\"body\":" + body + "}").getBytes(UTF_8);
  }

  private static String id(byte[] event) {
    Matcher id = ID.matcher(new String(event, UTF_8));
    return id.find() ? id.group(1) : "";
  }

  private static String body(byte[] event) {
    Matcher body = BODY.matcher(new String(event, UTF_8));
    return body.find() ? body.group(1) : "\"\"";
  }

  /** Returns the heap in kilobytes, and how many threads and descriptors there are. */
  private static String stats() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    String[] descriptors = Path.of("/proc/self/fd").toFile().list();
    return "%d %d %d"
        .formatted(
            (runtime.totalMemory() - runtime.freeMemory()) / 1024,
            ManagementFactory.getThreadMXBean().getThreadCount(),
            descriptors == null ? 0 : descriptors.length);
  }

  /** Returns how many connections there were, have ended once, and have ended more often. */
  private static String ends() {
    return "%d %d %d"
        .formatted(
            ENDS.size(),
            ENDS.values().stream().filter(count -> count.get() == 1).count(),
            ENDS.values().stream().filter(count -> count.get() > 1).count());
  }
}
