package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What functions reach, and who reaches them. */
interface WorldCases extends Cases {
  private static String posts(String connectionId) {
    return "http://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/dev/@connections/"
        + connectionId.replace("=", "%3D");
  }

  private static Map<String, Object> post(RunningFunction running, String text) {
    String id =
        running.emulator().journal().entries(JournalEntry.Handshake.class).get(0).connectionId();
    return running.invoke(Map.of("do", "post", "url", posts(id), "text", text)).members();
  }

  @Test
  @Aws("CX-01")
  default void aPostToTheAddressOfConnectionsOnAwsReachesTheClient() {
    language().words("post");
    try (RunningFunction running = start()) {
      try (TestClient client = TestClient.connect(running.emulator().webSocketUrl())) {
        assertThat(post(running, "grüße")).containsEntry("status", 200);
        assertThat(client.next()).isEqualTo("grüße");
      }
      Awaitility.await().until(() -> post(running, "nobody").get("status").equals(410));
    }
  }

  @Test
  default void aDebuggerFindsTheFunctionAtItsPort() throws IOException {
    String words = language().words("debug");
    int port = freePort();
    ProcessSettings settings = ProcessSettings.builder().debug("cases", port).build();
    try (RunningFunction running = start(function(), builder -> builder.processes(settings))) {
      assertThat(running.invoke("echo").status()).isEqualTo(200);
      assertThat(get(URI.create("http://127.0.0.1:" + port + "/json/version"))).matches(words);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String get(URI url) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1) // a request to change to HTTP/2 is refused
        .build()
        .sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .join()
        .body();
  }
}
