package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cuts as clients see them that are not the emulator's own. */
class FaultsSeenByOthersIT {
  private static final LambdaFunction OK =
      event -> "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8);

  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder()
          .api(WebSocketApi.builder("cut").route("$default", "Ok").build())
          .function("Ok", OK)
          .start();

  @AfterEach
  void close() {
    emulator.close();
  }

  private void cutWith(Fault fault) {
    emulator.faults().add(fault.at(FaultPoint.FROM_CLIENT));
  }

  @Aws("DC-11")
  @Test
  void javaWebSocketReportsAResetAndAnEndWithoutCloseFrameAs1006() {
    for (Fault fault : new Fault[] {Fault.reset(), Fault.fin()}) {
      emulator.faults().clear();
      cutWith(fault);
      try (TestClient client = TestClient.connect(emulator.webSocketUrl())) {
        client.send("hello");
        assertThat(client.expectClose().code()).as("after %s", fault).isEqualTo(1006);
      }
    }
  }

  @Aws("DC-11")
  @Test
  void theJdksClientReportsAResetAsAnErrorAndAnEndWithoutCloseFrameAs1006() throws Exception {
    cutWith(Fault.reset());
    assertThat(endOfJdkClient()).contains("reset");
    emulator.faults().clear();
    cutWith(Fault.fin());
    assertThat(endOfJdkClient()).isEqualTo("1006");
  }

  private String endOfJdkClient() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(Integer.toString(code));
            return null;
          }

          @Override
          public void onError(WebSocket socket, Throwable error) {
            end.complete(error.toString());
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(emulator.webSocketUrl(), listener)
            .join();
    socket.sendText("hello", true);
    return end.get(20, TimeUnit.SECONDS);
  }

  @Aws("DC-11")
  @Test
  void aSocketReadsAResetOrTheEndOfTheStreamAndNoCloseFrame() throws IOException {
    cutWith(Fault.reset());
    assertThat(endOfSocket()).contains("reset");
    emulator.faults().clear();
    cutWith(Fault.fin());
    assertThat(endOfSocket()).isEqualTo("end of stream");
  }

  /** Opens a WebSocket by hand, sends a message, and returns what is read then. */
  private String endOfSocket() throws IOException {
    URI url = emulator.webSocketUrl();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      String handshake =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  .formatted(url.getPath(), url.getAuthority())
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      int newlines = 0;
      while (newlines < 2) { // the head of the answer ends with an empty line
        int next = in.read();
        newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
      }
      socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'});
      int next = in.read();
      return next < 0 ? "end of stream" : "a frame with the head " + next;
    } catch (SocketException e) {
      return e.getMessage();
    }
  }
}
