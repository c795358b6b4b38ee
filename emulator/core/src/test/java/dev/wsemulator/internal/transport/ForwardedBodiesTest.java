package dev.wsemulator.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of calls that are passed on: each part arrives before the next is sent. */
class ForwardedBodiesTest {
  private static final int LIMIT = 20_000;

  private ServerSocket backEnd;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    backEnd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    backEnd.setSoTimeout(LIMIT);
    URI url = URI.create("http://127.0.0.1:" + backEnd.getLocalPort());
    rig = new Rig().echo().also(builder -> builder.map("mapped.example.com", url)).start();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    backEnd.close();
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", rig.emulator().port());
    socket.setSoTimeout(LIMIT);
    write(socket, request.replace("\n", "\r\n"));
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Reads until a text has come. */
  private static String readTo(String end, Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = in.read();
      assertThat(next).as("after %s", text).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  private Socket accept() throws IOException {
    Socket accepted = backEnd.accept();
    accepted.setSoTimeout(LIMIT);
    return accepted;
  }

  @Test
  void bothBodiesArePassedOnWhileTheyArrive() throws Exception {
    try (Socket caller =
            send("POST /a HTTP/1.1\nHost: mapped.example.com\nContent-Length: 6\n\none");
        Socket accepted = accept()) {
      assertThat(readTo("one", accepted)).startsWith("POST /a HTTP/1.1\r\n");
      write(caller, "two");
      readTo("two", accepted);
      write(accepted, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nuno");
      assertThat(readTo("uno", caller)).startsWith("HTTP/1.1 200 OK\r\n");
      write(accepted, "due");
      readTo("due", caller);
    }
  }

  @Test
  void aCallerWhoWaitsToSendABodyIsAskedForIt() throws Exception {
    try (Socket caller =
            send(
                "PUT /a HTTP/1.1\nHost: mapped.example.com\nExpect: 100-continue\nContent-Length: 3\n\n");
        Socket accepted = accept()) {
      assertThat(readTo("\r\n\r\n", caller)).startsWith("HTTP/1.1 100 ");
      write(caller, "one");
      assertThat(readTo("one", accepted)).doesNotContainIgnoringCase("expect");
    }
  }

  @Test
  void aResponseThatBreaksOffDoesNotLookComplete() throws Exception {
    try (Socket caller = send("GET /a HTTP/1.1\nHost: mapped.example.com\n\n")) {
      try (Socket accepted = accept()) {
        readTo("\r\n\r\n", accepted);
        write(accepted, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nuno\r\n");
        readTo("uno", caller);
      }
      assertThat(new String(caller.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("0\r\n\r\n");
    }
  }

  @Test
  void aResponseWithoutABodyKeepsItsLength() throws Exception {
    try (Socket caller = send("HEAD /a HTTP/1.1\nHost: mapped.example.com\n\n");
        Socket accepted = accept()) {
      readTo("\r\n\r\n", accepted);
      write(accepted, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n");
      assertThat(readTo("\r\n\r\n", caller)).contains("Content-Length: 12\r\n");
    }
  }
}
