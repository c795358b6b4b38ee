package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.jvm.JvmWide;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy selector of a JVM in which functions run. The JDK calls it before each connection of a
 * URL or a socket, including those of redirects, which no other hook sees: it rejects destinations
 * that a function must not reach. There is one for all emulators of a JVM.
 */
public final class FunctionProxies extends ProxySelector {
  /** One per emulator: says why the calling thread must not connect to a host. */
  private static final List<Function<String, @Nullable String>> CHECKS = checks();

  /** The selector that there would be without emulators. */
  private static final AtomicReference<@Nullable ProxySelector> HOST = host();

  private static final Function<String, @Nullable String> OWN = FunctionProxies::refusal;

  private static int users;

  private FunctionProxies() {}

  @SuppressWarnings("unchecked")
  private static List<Function<String, @Nullable String>> checks() {
    return JvmWide.of("connections", CopyOnWriteArrayList.class, CopyOnWriteArrayList::new);
  }

  @SuppressWarnings("unchecked")
  private static AtomicReference<@Nullable ProxySelector> host() {
    return JvmWide.of("proxies", AtomicReference.class, AtomicReference::new);
  }

  /** Makes it that of the JVM, until as many calls of {@link #remove}. */
  public static void install() {
    synchronized (CHECKS) {
      if (users++ == 0) {
        CHECKS.add(OWN);
      }
      renew();
    }
  }

  /** Retries if another selector was set concurrently. */
  static void renew() {
    synchronized (CHECKS) {
      ProxySelector now = ProxySelector.getDefault();
      if (users > 0 && !isOurs(now)) {
        HOST.set(now);
        ProxySelector.setDefault(new FunctionProxies());
      }
    }
  }

  /** Restores the previous selector, unless another was set in the meantime. */
  public static void remove() {
    synchronized (CHECKS) {
      if (--users == 0) {
        CHECKS.remove(OWN);
      }
      if (CHECKS.isEmpty() && isOurs(ProxySelector.getDefault())) {
        ProxySelector.setDefault(HOST.getAndSet(null));
      }
    }
  }

  /** Returns whether it is of these, whichever loader its class has. */
  private static boolean isOurs(@Nullable ProxySelector selector) {
    return selector != null
        && selector.getClass().getName().equals(FunctionProxies.class.getName());
  }

  private static @Nullable String refusal(String host) {
    ThreadHome.CodeOwner owner = ThreadHome.onStack();
    if (owner == null) {
      return null;
    }
    try {
      owner.egress().lookUp(host);
      return null;
    } catch (UnsupportedOperationException e) {
      return e.getMessage();
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    String name = uri.getHost();
    if (name != null) {
      CHECKS.stream()
          .map(check -> check.apply(name))
          .filter(refusal -> refusal != null)
          .findFirst()
          .ifPresent(refusal -> FunctionProxies.fail(new UnknownHostException(refusal)));
    }
    ProxySelector host = HOST.get();
    return host == null ? List.of(Proxy.NO_PROXY) : host.select(uri);
  }

  /** Who connects expects a failure of this kind, though this method does not declare it. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void fail(IOException failure) throws T {
    throw (T) failure;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    ProxySelector host = HOST.get();
    if (host != null) {
      host.connectFailed(uri, address, failure);
    }
  }
}
