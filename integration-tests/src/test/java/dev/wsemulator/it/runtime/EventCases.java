package dev.wsemulator.it.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import dev.wsemulator.junit.Frame;
import dev.wsemulator.junit.RawClient;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events arrive as they were sent, and results as they were returned. */
interface EventCases extends Cases {
  /** The largest payload of an invocation, in bytes. */
  int LARGEST = 6 * 1024 * 1024;

  /** The longest message, and its longest frame, in bytes. */
  int MESSAGE = 128 * 1024;

  int FRAME = 32 * 1024;

  private static String message(RawClient client) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    Frame frame;
    do {
      frame = client.next();
      message.writeBytes(frame.payload());
    } while (!frame.last());
    return message.toString(UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void anEventComesBackAsItWasSent() {
    Map<String, Object> event = new HashMap<>();
    event.put("do", "echo");
    event.put("numbers", List.of(0, -1, 2.5, 1_000_000_007));
    event.put("nested", Map.of("list", Arrays.asList(Map.of(), List.of(), true, false, null)));
    event.put("text", "quote \" backslash \\ line\nend \u0000\u001f\u007f");
    try (RunningFunction running = start()) {
      assertThat(running.invoke(event).value()).isEqualTo(event);
    }
  }

  @Test
  default void textOfEveryPlaneArrives() {
    String text = "ä ß € 漢字 \u2028 \uFEFF \uD83D\uDE00 \uDBFF\uDFFD العربية";
    try (RunningFunction running = start()) {
      Map<String, Object> digest = Map.of("do", "digest", "text", text);
      assertThat(running.invoke(digest).value()).isEqualTo(sha256(text.getBytes(UTF_8)));
      Map<String, Object> value = Map.of("do", "value", "value", text);
      assertThat(running.invoke(value).value()).isEqualTo(text);
    }
  }

  @Test
  @Aws({"MS-01", "MS-06"})
  default void aMessageOf128KilobytesArrivesAndComesBack() {
    String text = "ü".repeat(MESSAGE / 2);
    try (RunningFunction running = start();
        RawClient client = TestClient.raw(running.emulator().webSocketUrl())) {
      client.send(Frame.fragments(text, FRAME));
      assertThat(message(client)).isEqualTo(text);
    }
  }

  @Test
  default void bytesInBase64Arrive() {
    byte[] bytes = new byte[128 * 1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    try (RunningFunction running = start()) {
      Map<String, Object> event =
          Map.of(
              "do",
              "digest64",
              "isBase64Encoded",
              true,
              "body",
              Base64.getEncoder().encodeToString(bytes));
      assertThat(running.invoke(event).value()).isEqualTo(sha256(bytes));
    }
  }

  @Test
  default void everyKindOfResultIsReturned() {
    List<Object> results =
        new ArrayList<>(
            Arrays.asList("text", "", 17, 2.5, true, null, List.of(1, "two"), Map.of("a", 1)));
    try (RunningFunction running = start()) {
      for (Object result : results) {
        Map<String, Object> event = new HashMap<>();
        event.put("do", "value");
        event.put("value", result);
        assertThat(running.invoke(event).value()).isEqualTo(result);
      }
    }
  }

  @Test
  default void aResultOfSixMegabytesIsReturned() {
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "size", "bytes", LARGEST - 2));
      assertThat(answer.error()).isEmpty();
      assertThat(answer.payload()).hasSize(LARGEST);
    }
  }

  @Test
  default void aResultOfMoreThanThatIsAnErrorAndTheNextIsNotConcerned() {
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "size", "bytes", LARGEST + 1000));
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload())
          .contains("\"errorType\":\"Function.ResponseSizeTooLarge\"")
          .contains("(6292458 bytes) exceeded maximum allowed payload size (6291556 bytes).");
      assertThat(running.invoke("echo").value()).isEqualTo(Map.of("do", "echo"));
    }
  }

  @Test
  default void anEventOfMoreThanSixMegabytesIsRefused() {
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "echo", "text", "x".repeat(LARGEST)));
      assertThat(answer.status()).isEqualTo(413);
      assertThat(running.log()).noneMatch(line -> line.startsWith("START"));
    }
  }
}
