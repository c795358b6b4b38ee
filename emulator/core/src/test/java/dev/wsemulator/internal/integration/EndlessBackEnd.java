package dev.wsemulator.internal.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that begins one answer and never ends it, and notices when nobody reads it any more. */
final class EndlessBackEnd implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private final boolean talks;
  private volatile long sent;

  /**
   * Starts one.
   *
   * @param talks whether its answer goes on for ever; it says nothing more otherwise
   */
  EndlessBackEnd(boolean talks) throws IOException {
    this.talks = talks;
    Thread thread = new Thread(this::answer, "endless back end");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer() {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[4096]);
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n\r\nbegun".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] more = new byte[64 * 1024];
      while (talks) {
        out.write(more);
        sent += more.length;
      }
      while (socket.getInputStream().read() >= 0) {
        // It waits for the end.
      }
    } catch (IOException e) {
      givenUp.countDown();
      return;
    }
    givenUp.countDown();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Returns how much it could send. */
  long sent() {
    return sent;
  }

  boolean isGivenUp() throws InterruptedException {
    return givenUp.await(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
