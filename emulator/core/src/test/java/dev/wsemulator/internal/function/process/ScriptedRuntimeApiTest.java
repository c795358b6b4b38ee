package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripted Runtime API itself: what bootstraps send to it reaches the test unchanged. */
class ScriptedRuntimeApiTest {
  private final ScriptedRuntimeApi api = ScriptedRuntimeApi.start();
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    String address = api.address();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    socket = new Socket("127.0.0.1", port);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    api.close();
  }

  @Test
  void pipelinedRequestsAreServedInOrder() throws IOException {
    api.give("{\"a\":1}");

    send("POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\nContent-Length: 2\r\n\r\nok");
    send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n");

    assertThat(api.take().body()).isEqualTo("ok");
    assertThat(readUntil("{\"a\":1}")).contains("HTTP/1.1 202", "Lambda-Runtime-Aws-Request-Id");
  }

  @Test
  void aChunkedBodyIsJoinedAndItsTrailersAreKept() throws IOException {
    send("POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\n");
    send("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nX-End: yes\r\n\r\n");

    ScriptedRuntimeApi.Report report = api.take();
    assertThat(report.body()).isEqualTo("abc");
    assertThat(report.trailers()).containsEntry("x-end", "yes");
  }

  @Test
  void anInitErrorHasNoRequestId() throws IOException {
    send("POST /2018-06-01/runtime/init/error HTTP/1.1\r\n");
    send("lambda-runtime-function-error-type: E\r\nContent-Length: 0\r\n\r\n");

    ScriptedRuntimeApi.Report report = api.take();
    assertThat(report.kind()).isEqualTo(ScriptedRuntimeApi.Kind.INIT_ERROR);
    assertThat(report.requestId()).isEmpty();
    assertThat(report.errorType()).isEqualTo("E");
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String readUntil(String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      read.append((char) in.read());
    }
    return read.toString();
  }
}
