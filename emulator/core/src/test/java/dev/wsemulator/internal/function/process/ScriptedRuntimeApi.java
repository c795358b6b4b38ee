package dev.wsemulator.internal.function.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 * whose events a test supplies and whose reports a test reads. Tests of the bootstraps use it.
 *
 * <p>Safe for use by several threads.
 */
final class ScriptedRuntimeApi implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime/";
  private static final long PATIENCE_SECONDS = 20;

  private final ServerSocket server;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);

  private record Event(String body, Map<String, String> headers) {}

  /** What a function reported. */
  enum Kind {
    RESPONSE,
    ERROR,
    INIT_ERROR
  }

  /**
   * One report of a function. Header and trailer names are case-insensitive; {@code requestId} is
   * empty for {@link Kind#INIT_ERROR}.
   */
  record Report(
      Kind kind,
      String requestId,
      Map<String, String> headers,
      String body,
      Map<String, String> trailers) {

    /** The header {@code Lambda-Runtime-Function-Error-Type}, or null. */
    String errorType() {
      return headers.get("Lambda-Runtime-Function-Error-Type");
    }
  }

  private record Request(String method, String path, Map<String, String> headers) {}

  private ScriptedRuntimeApi(ServerSocket server) {
    this.server = server;
  }

  static ScriptedRuntimeApi start() {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
      ScriptedRuntimeApi api = new ScriptedRuntimeApi(server);
      daemon(api::accept);
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Queues an event and returns its request id. */
  String give(String event) {
    return give(event, Map.of());
  }

  /** Queues an event whose headers, such as {@code Lambda-Runtime-Trace-Id}, replace the usual. */
  String give(String event, Map<String, String> headers) {
    String id = UUID.randomUUID().toString();
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Lambda-Runtime-Aws-Request-Id", id);
    all.put("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 30_000));
    all.put(
        "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:f");
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    events.add(new Event(event, all));
    return id;
  }

  /** The next report, in the order in which they came. */
  Report take() {
    try {
      Report report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (report == null) {
        throw new AssertionError("The function reported nothing in " + PATIENCE_SECONDS + " s.");
      }
      return report;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Queues an event and takes the next report. */
  Report invoke(String event) {
    give(event);
    return take();
  }

  /** Whether a report waits to be taken. */
  boolean hasReport() {
    return !reports.isEmpty();
  }

  /** Waits for the first request for an event. */
  void awaitReady() {
    try {
      if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The function asked for no event.");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Closes all connections of functions; new ones are still accepted. */
  void dropConnections() {
    connections.forEach(ScriptedRuntimeApi::closeQuietly);
    connections.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dropConnections();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Request request = read(in);
      while (request != null) {
        answer(request, in, socket.getOutputStream());
        request = read(in);
      }
    } catch (IOException e) {
      // The function has ended, or the test has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Request request, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    if (request.path().equals(BASE + "invocation/next")) {
      ready.countDown();
      Event event = events.take();
      write(out, 200, event.headers(), event.body());
      return;
    }
    Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String body = body(request.headers(), in, trailers);
    reports.add(report(request, body, trailers));
    write(out, 202, Map.of("Content-Type", "application/json"), "{\"status\":\"OK\"}");
  }

  private static Report report(Request request, String body, Map<String, String> trailers) {
    String path = request.path().substring(BASE.length());
    if (path.equals("init/error")) {
      return new Report(Kind.INIT_ERROR, "", request.headers(), body, trailers);
    }
    String[] parts = path.split("/", -1);
    Kind kind = parts[2].equals("error") ? Kind.ERROR : Kind.RESPONSE;
    return new Report(kind, parts[1], request.headers(), body, trailers);
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null || first.isEmpty()) {
      return null;
    }
    String[] parts = first.split(" ", -1);
    return new Request(parts[0], parts[1], headers(in));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static String body(
      Map<String, String> headers, InputStream in, Map<String, String> trailers)
      throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      bytes.write(in.readNBytes(size));
      line(in);
    }
    trailers.putAll(headers(in));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int chunkSize(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new IOException("The body ended early.");
    }
    return Integer.parseInt(line.trim(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      bytes.write(b);
    }
    return bytes.size() == 0 ? null : bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + status + " OK");
    new LinkedHashMap<>(headers).forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("Content-Length: " + bytes.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(bytes);
    all.writeTo(out);
    out.flush();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-runtime-api");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed already.
    }
  }
}
