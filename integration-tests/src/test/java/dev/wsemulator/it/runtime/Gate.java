package dev.wsemulator.it.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers requests only when so many have come: functions that run at once meet. */
final class Gate implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CyclicBarrier barrier;
  private final HttpServer server;

  Gate(int requests) throws IOException {
    barrier = new CyclicBarrier(requests);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
    boolean isOpen = pass();
    waiting.decrementAndGet();
    exchange.sendResponseHeaders(isOpen ? 200 : 503, -1);
    exchange.close();
  }

  /** Waits with those that have come; returns whether all came. */
  boolean pass() {
    try {
      barrier.await();
      return true;
    } catch (InterruptedException | BrokenBarrierException e) {
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Returns how many were there at once. */
  int most() {
    return most.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
