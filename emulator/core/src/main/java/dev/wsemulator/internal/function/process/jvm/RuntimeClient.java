package dev.wsemulator.internal.function.process.jvm;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with Lambda's Runtime API over a connection of its own, so that nothing that a function
 * does with Java's HTTP client has an effect on it. Used by one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
final class RuntimeClient {
  private static final String BASE = "/2018-06-01/runtime/";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int TOO_LARGE = 413;

  private final String address;
  private @Nullable Socket socket;
  private InputStream in = new ByteArrayInputStream(new byte[0]);

  /**
   * Connects when it is first needed.
   *
   * @param address host and port
   */
  RuntimeClient(String address) {
    this.address = address;
  }

  /** An answer; names of headers in any case. */
  static final class Answer {
    final int status;
    final Map<String, String> headers;
    final byte[] body;

    Answer(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }
  }

  /** Waits for the next event. */
  Event next() throws IOException {
    Answer answer = send("GET", "invocation/next", "", new byte[0]);
    if (answer.status != OK) {
      throw new IOException("The Runtime API has no next event: " + answer.status);
    }
    return new Event(answer.headers, answer.body);
  }

  /** Reports the handler's answer. */
  void respond(String requestId, byte[] payload) throws IOException {
    report("invocation/" + requestId + "/response", "", payload);
  }

  /** Reports that an event could not be handled. */
  void fail(String requestId, ErrorReport error) throws IOException {
    report("invocation/" + requestId + "/error", error.header(), error.json());
  }

  /** Reports that the function cannot be started. */
  void failInit(ErrorReport error) throws IOException {
    report("init/error", error.header(), error.json());
  }

  private void report(String path, String headers, byte[] payload) throws IOException {
    int status = send("POST", path, headers, payload).status;
    if (status != ACCEPTED && status != TOO_LARGE) {
      throw new IOException("The Runtime API refuses " + path + ": " + status);
    }
  }

  private Answer send(String method, String path, String headers, byte[] body) throws IOException {
    Socket open = open();
    ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 256);
    String head =
        method
            + " "
            + BASE
            + path
            + " HTTP/1.1\r\nHost: "
            + address
            + "\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    all.write(head.getBytes(StandardCharsets.ISO_8859_1));
    all.write(body);
    all.writeTo(open.getOutputStream());
    Answer answer = read();
    if ("close".equalsIgnoreCase(answer.headers.get("Connection"))) {
      open.close();
      socket = null;
    }
    return answer;
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      int colon = address.lastIndexOf(':');
      InetAddress host = InetAddress.getByName(address.substring(0, colon));
      open = new Socket(host, Integer.parseInt(address.substring(colon + 1)));
      open.setTcpNoDelay(true);
      in = new BufferedInputStream(open.getInputStream());
      socket = open;
    }
    return open;
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
    }
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
    for (int length = 0; length < body.length; ) {
      length += read(body, length);
    }
    return new Answer(status, headers, body);
  }

  private int read(byte[] body, int from) throws IOException {
    int length = in.read(body, from, body.length - from);
    if (length < 0) {
      throw new EOFException("The Runtime API has closed the connection.");
    }
    return length;
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The Runtime API has closed the connection.");
      }
      bytes.write(next);
    }
    return bytes.toString("ISO-8859-1").trim();
  }
}
