package dev.wsemulator.internal.http;

import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of an emulator for calls of other hosts; follows no redirects. Thread-safe. The
 * client is made when it is first needed, and is gone after its end: at once on JDK 21 and later,
 * else with the next garbage collection.
 */
public final class OutgoingClient implements AutoCloseable {
  private final Duration connectTimeout;

  /** Guarded by {@code this}. */
  private @Nullable HttpClient client;

  /**
   * Creates it without a client.
   *
   * @param connectTimeout how long a connection may take
   */
  public OutgoingClient(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /** Returns the client. */
  public synchronized HttpClient get() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout)
              .build();
    }
    return client;
  }

  /** Ends what is under way. */
  @Override
  public synchronized void close() {
    HttpClient last = client;
    client = null;
    if (last != null) {
      try {
        HttpClient.class.getMethod("shutdownNow").invoke(last);
      } catch (ReflectiveOperationException e) {
        // Before JDK 21 a client ends when it is unreachable.
        return;
      }
    }
  }
}
