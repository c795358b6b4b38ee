package dev.wsemulator.internal.function.process.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's Runtime API for one execution environment, on a port of its own: a runtime asks for an
 * event and answers it. Only one runtime uses it; it may do so by several connections. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
public final class RuntimeApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";
  private static final String NEXT = INVOCATION + "next";
  private static final int BACKLOG = 16;
  private static final int WAITS = 10;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** What the states are called in Lambda's words. */
  private enum State {
    STARTED("Started"),
    INIT_ERROR("InitError"),
    READY("Ready"),
    RUNNING("Running"),
    RESPONSE_SENT("RuntimeResponseSentState");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  private final RuntimeListener listener;
  private final BiFunction<String, Runnable, Thread> threads;
  private final int longest;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Guarded by this, as all below. */
  private State state = State.STARTED;

  private @Nullable RuntimeEvent current;
  private @Nullable RuntimeConnection waiting;

  /**
   * Listens.
   *
   * @param longest the longest answer of a function, in bytes
   * @param threads makes a thread for a task, with a name
   * @throws UncheckedIOException if no port is free
   */
  public RuntimeApi(
      RuntimeListener listener, int longest, BiFunction<String, Runnable, Thread> threads) {
    this.listener = listener;
    this.longest = longest;
    this.threads = threads;
    try {
      this.server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free for a function's Runtime API.", e);
    }
    threads.apply("runtime-api", this::accept).start();
  }

  /** Returns the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        threads.apply("runtime", () -> serve(socket)).start();
      } catch (IOException | OutOfMemoryError e) {
        LOG.trace("No connection of a runtime was taken.", e);
      }
    }
    sockets.forEach(RuntimeApi::close); // one may have come at the moment of the end
  }

  private void serve(Socket socket) {
    RuntimeConnection connection = null;
    try (socket) {
      connection = new RuntimeConnection(socket.getOutputStream());
      RuntimeRequestReader requests = new RuntimeRequestReader(socket.getInputStream(), longest);
      RuntimeRequest request = requests.next();
      while (request != null) {
        answer(request, connection);
        if (!requests.hasMore()) {
          connection.flush();
        }
        request = requests.next();
      }
    } catch (IOException e) {
      LOG.debug("A connection of a runtime has ended.", e);
    } finally {
      forget(connection);
      left(socket);
    }
  }

  private void answer(RuntimeRequest request, RuntimeConnection out) throws IOException {
    String path = request.path();
    if (path.equals(NEXT)) {
      next(out);
    } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
      responded(request, id(path, "/response"), out);
    } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
      failed(request, id(path, "/error"), out);
    } else if (path.equals(RUNTIME + "init/error")) {
      initFailed(request, out);
    } else {
      out.write(path.equals("/2018-06-01/ping") ? RuntimeAnswers.OK : RuntimeAnswers.NOT_FOUND);
    }
  }

  private static String id(String path, String end) {
    return path.substring(INVOCATION.length(), path.length() - end.length());
  }

  /** As on Lambda, a runtime that asks again while it runs an event gets the same one. */
  private void next(RuntimeConnection out) throws IOException {
    if (!hasEvent()) {
      out.flush(); // before another thread may write an event
    }
    RuntimeEvent event;
    State before;
    synchronized (this) {
      before = state;
      event = current;
      if (before != State.INIT_ERROR) {
        state = event == null ? State.READY : State.RUNNING;
        waiting = event == null ? out : null;
      }
    }
    if (before == State.INIT_ERROR) {
      out.write(RuntimeAnswers.notAllowed(before.words, State.READY.words));
      return;
    }
    if (event != null) {
      out.write(event.answer());
    }
    if (before == State.STARTED) {
      listener.ready();
    }
  }

  private synchronized boolean hasEvent() {
    return current != null;
  }

  /**
   * Hands an event over, or keeps it until the runtime asks for one.
   *
   * @throws IllegalStateException if the runtime has an event that it has not answered
   */
  public void give(RuntimeEvent event) {
    RuntimeConnection target;
    synchronized (this) {
      if (current != null) {
        throw new IllegalStateException("The runtime has an event already.");
      }
      current = event;
      target = waiting;
      waiting = null;
      if (target != null) {
        state = State.RUNNING;
      }
    }
    if (target != null) {
      try {
        target.write(event.answer());
      } catch (IOException e) { // it may ask by another connection; else its process ends
        LOG.debug("A runtime does not take an event.", e);
      }
    }
  }

  /** Returns whether there is an event that the runtime has not asked for. */
  public synchronized boolean keepsEvent() {
    return current != null && state != State.RUNNING;
  }

  private void responded(RuntimeRequest request, String id, RuntimeConnection out)
      throws IOException {
    byte[] refusal = end(id, "InvocationResponse");
    if (refusal != null) {
      out.write(refusal);
      return;
    }
    boolean isTooLong = request.size() > longest;
    out.keep(isTooLong ? RuntimeAnswers.tooLarge(longest) : RuntimeAnswers.ACCEPTED);
    listener.responded(request, isTooLong);
  }

  private void failed(RuntimeRequest request, String id, RuntimeConnection out) throws IOException {
    byte[] refusal = end(id, "InvocationErrorResponse");
    if (refusal != null) {
      out.write(refusal);
      return;
    }
    out.keep(RuntimeAnswers.ACCEPTED);
    listener.failed(request);
  }

  /** Ends the current event; returns why not, or {@code null}. */
  private synchronized byte @Nullable [] end(String id, String next) {
    if (current == null || state != State.RUNNING) {
      return RuntimeAnswers.notAllowed(state.words, next);
    }
    if (!current.id().equals(id)) {
      return RuntimeAnswers.INVALID_ID;
    }
    current = null;
    state = State.RESPONSE_SENT;
    return null;
  }

  private void initFailed(RuntimeRequest request, RuntimeConnection out) throws IOException {
    State before;
    synchronized (this) {
      before = state;
      if (before == State.STARTED) {
        state = State.INIT_ERROR;
      }
    }
    if (before == State.STARTED) {
      out.write(RuntimeAnswers.ACCEPTED);
      listener.initFailed(request);
    } else {
      out.write(RuntimeAnswers.notAllowed(before.words, State.INIT_ERROR.words));
    }
  }

  private synchronized void left(Socket socket) {
    sockets.remove(socket);
    notifyAll();
  }

  /**
   * Waits a moment until all that a process has sent before its end is read.
   *
   * @param millis how long at most
   */
  public synchronized void awaitEnd(long millis) {
    try {
      for (int i = 0; i < WAITS && !sockets.isEmpty(); i++) {
        wait(Math.max(1, millis / WAITS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void forget(@Nullable RuntimeConnection out) {
    if (waiting == out) {
      waiting = null;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("A port of a Runtime API could not be closed.", e);
    }
    sockets.forEach(RuntimeApi::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection of a runtime could not be closed.", e);
    }
  }
}
