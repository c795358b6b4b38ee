package dev.wsemulator.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server that keeps what it is asked, and answers as it is told. */
public final class BackEndServer implements AutoCloseable {

  /** A request that came. */
  public record Asked(String method, URI uri, Headers headers, String body) {}

  private final HttpServer server;
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private volatile String body = "fine";
  private volatile String header = "";

  public BackEndServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            text));
    if (!header.isEmpty()) {
      exchange.getResponseHeaders().add(header.split("=")[0], header.split("=")[1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public BackEndServer answers(int code, String text) {
    status = code;
    body = text;
    return this;
  }

  public BackEndServer withHeader(String nameAndValue) {
    header = nameAndValue;
    return this;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public Asked next() throws InterruptedException {
    Asked next = asked.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nobody has asked.");
    }
    return next;
  }

  public int waiting() {
    return asked.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
