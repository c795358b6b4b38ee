package dev.wsemulator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.stack.TemplateException;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random frames, handshakes, requests and templates: nothing hangs for more than two seconds, no
 * client sees a stack trace, and nothing is answered with 500. System properties make it long:
 * {@code fuzz.frames}, {@code fuzz.requests}, {@code fuzz.templates}; {@code fuzz.seed} repeats a
 * run.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());
  private static final int FRAMES = Integer.getInteger("fuzz.frames", 1000);
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1000);
  private static final int TEMPLATES = Integer.getInteger("fuzz.templates", 200);

  /** What a machine that is busy with other tests may take beside. */
  private static final Duration LIMIT =
      Duration.ofMillis(Integer.getInteger("fuzz.millis", 10_000));

  private static final Pattern TRACE =
      Pattern.compile("\\tat |Caused by: |\\w(Exception|Error): |org\\.eclipse");

  private final Random random = new Random(SEED);

  @TempDir private Path folder;

  private static Rig rig() {
    return new Rig()
        .echo()
        .verified(false)
        .quota("requestsPerSecond", "unlimited")
        .quota("newConnectionsPerSecond", "unlimited")
        .start();
  }

  @Test
  void framesAndHandshakes() throws Exception {
    try (Rig rig = rig()) {
      Mutations mutations = new Mutations(random, rig.url());
      for (int i = 0; i < FRAMES; i++) {
        boolean isHandshake = i % 4 == 0;
        byte[] bytes = isHandshake ? mutations.handshake() : mutations.frames();
        String what = "seed %d, %s %d".formatted(SEED, isHandshake ? "handshake" : "frames", i);
        check(what, exchange(rig, bytes));
        if (i % 100 == 0) {
          checkEcho(rig, what);
        }
      }
      checkEcho(rig, "seed " + SEED);
    }
  }

  @Test
  void requests() throws Exception {
    try (Rig rig = rig()) {
      Mutations mutations = new Mutations(random, rig.url());
      for (int i = 0; i < REQUESTS; i++) {
        byte[] request = mutations.request();
        String answer = exchange(rig, request);
        boolean isOfDeveloper = text(request).matches("(?s)\\S+ /_emulator/(journal|logs).*");
        check(
            "seed %d, request %d: %s".formatted(SEED, i, text(request)),
            isOfDeveloper ? answer.replaceFirst("(?s)\r\n\r\n.*", "") : answer);
      }
      checkEcho(rig, "seed " + SEED);
    }
  }

  @Test
  void templates() throws Exception {
    Path file = folder.resolve("template.yaml");
    Mutations mutations = new Mutations(random, null);
    for (int i = 0; i < TEMPLATES; i++) {
      String template = mutations.template();
      Files.writeString(file, template);
      long begin = System.nanoTime();
      try {
        Template.of(file).load();
      } catch (TemplateException expected) {
        assertThat(expected.getMessage()).as("seed %d, template %d", SEED, i).doesNotMatch(TRACE);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("Seed %d, template %d:\n%s".formatted(SEED, i, template), e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("seed %d, template %d:\n%s", SEED, i, template)
          .isLessThan(LIMIT);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, 0, Math.min(500, bytes.length), ISO_8859_1);
  }

  /** Sends bytes, says that nothing more comes, and returns what is answered until the end. */
  private static String exchange(Rig rig, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", rig.emulator().port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT.toMillis());
        byte[] some = new byte[65536];
        for (int read = 0; read >= 0 && System.nanoTime() < end && answer.size() < 1 << 20; ) {
          answer.write(some, 0, read);
          read = socket.getInputStream().read(some);
        }
      } catch (SocketTimeoutException e) {
        return "HANGS after: " + answer.toString(ISO_8859_1);
      } catch (IOException e) {
        return answer.toString(ISO_8859_1); // it was ended, which may be the right answer
      }
      return answer.toString(ISO_8859_1);
    }
  }

  private static void check(String what, String answer) {
    assertThat(answer)
        .as(what)
        .doesNotStartWith("HANGS")
        .doesNotContain("HTTP/1.1 500")
        .doesNotContainPattern(TRACE);
  }

  private static void checkEcho(Rig rig, String what) throws IOException {
    try (RawClient client = rig.open()) {
      client.text("hello");
      assertThat(client.read().text()).as(what).isEqualTo("hello");
    }
  }
}
