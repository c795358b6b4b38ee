package dev.wsemulator.internal.function.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The hooks for a function's AWS SDK, and the substitutes for parts of the JDK that connect to
 * other hosts. Each function has a copy of its own, so that the static fields belong to one
 * function; the copy in the emulator's own loader is never used. It must need nothing but the JDK.
 * Thread-safe.
 */
public final class FunctionNetwork {
  private static volatile UnaryOperator<URI> ofSdk = UnaryOperator.identity();
  private static volatile UnaryOperator<URI> ofOthers = UnaryOperator.identity();
  private static volatile Consumer<String> lookUps = host -> {};

  private FunctionNetwork() {}

  /**
   * Sets what decides where a call goes; called by the emulator.
   *
   * @param sdk decides about calls that are signed afterwards
   * @param others decides about all other calls
   * @param names refuses that the name of a host is looked up
   */
  public static void use(
      UnaryOperator<URI> sdk, UnaryOperator<URI> others, Consumer<String> names) {
    ofSdk = sdk;
    ofOthers = others;
    lookUps = names;
  }

  /**
   * Returns where a call of an SDK goes.
   *
   * @throws UnsupportedOperationException if the call is rejected; the message says why
   */
  public static URI destination(URI call) {
    return ofSdk.apply(call);
  }

  /** Replaces {@link URL#openConnection()}. */
  public static URLConnection openConnection(URL url) throws IOException {
    return led(url).openConnection();
  }

  /** Replaces {@link URL#openConnection(Proxy)}. */
  public static URLConnection openConnection(URL url, Proxy proxy) throws IOException {
    URL led = led(url);
    boolean isDefault = proxy != null && proxy.type() == Proxy.Type.DIRECT && isDirect(led);
    return isDefault ? led.openConnection() : openAsking(led, proxy);
  }

  /**
   * Opens a connection by a proxy that is given. Redirects of such a connection are seen only by
   * the default cookie handler at its creation; the lock is that of the default.
   */
  private static URLConnection openAsking(URL url, Proxy proxy) throws IOException {
    synchronized (CookieHandler.class) {
      CookieHandler own = CookieHandler.getDefault();
      CookieHandler.setDefault(new AskedCookies(own));
      try {
        return url.openConnection(proxy);
      } finally {
        CookieHandler.setDefault(own);
      }
    }
  }

  /** Replaces {@link URL#openStream()}. */
  public static InputStream openStream(URL url) throws IOException {
    return led(url).openStream();
  }

  /** Replaces {@link URL#getContent()}. */
  public static Object getContent(URL url) throws IOException {
    return led(url).getContent();
  }

  /** Replaces {@link URL#getContent(Class[])}. */
  public static Object getContent(URL url, Class<?>[] classes) throws IOException {
    return led(url).getContent(classes);
  }

  /** The default proxy selector sees redirects. */
  private static boolean isDirect(URL url) {
    ProxySelector selector = ProxySelector.getDefault();
    try {
      return selector != null
          && selector.select(url.toURI()).stream()
              .allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    } catch (URISyntaxException | IllegalArgumentException e) { // no URL that has proxies
      return false;
    }
  }

  /** Replaces {@link HttpClient#newHttpClient()}. */
  public static HttpClient newHttpClient() {
    return newBuilder().build();
  }

  /** Replaces {@link HttpClient#newBuilder()}. */
  public static HttpClient.Builder newBuilder() {
    return HttpClient.newBuilder().cookieHandler(new AskedCookies(null));
  }

  /** Called with the cookie handler that an HTTP client is to have. */
  public static @Nullable CookieHandler asked(@Nullable CookieHandler own) {
    return own == null ? null : new AskedCookies(own);
  }

  /** Replaces {@link HttpClient#cookieHandler}. */
  public static Optional<CookieHandler> cookieHandler(HttpClient client) {
    return client
        .cookieHandler()
        .map(handler -> handler instanceof AskedCookies asked ? asked.own : handler);
  }

  /** Replaces {@link HttpClient#send}. */
  public static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(led(request), handler);
  }

  /** Replaces {@link HttpClient#sendAsync(HttpRequest, BodyHandler)}. */
  public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpClient client, HttpRequest request, BodyHandler<T> handler) {
    return sendAsync(client, request, handler, null);
  }

  /** Replaces {@link HttpClient#sendAsync(HttpRequest, BodyHandler, PushPromiseHandler)}. */
  public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpClient client,
      HttpRequest request,
      BodyHandler<T> handler,
      @Nullable PushPromiseHandler<T> pushes) {
    try {
      return client.sendAsync(led(request), handler, pushes);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Replaces {@link InetAddress#getByName}, which HTTP clients use. */
  public static InetAddress getByName(String host) throws UnknownHostException {
    refuse(host);
    return InetAddress.getByName(host);
  }

  /** Replaces {@link InetAddress#getAllByName}. */
  public static InetAddress[] getAllByName(String host) throws UnknownHostException {
    refuse(host);
    return InetAddress.getAllByName(host);
  }

  /** Called with the name of a host that the JDK is about to look up for a socket. */
  public static String checked(String host) throws UnknownHostException {
    refuse(host);
    return host;
  }

  /** Called with what a socket is made of, whose first part is the name of a host. */
  public static Object[] checked(String host, int port, InetAddress local, int localPort)
      throws UnknownHostException {
    return new Object[] {checked(host), port, local, localPort};
  }

  /** Called with what a socket is made of, whose first part is the name of a host. */
  public static Object[] checked(String host, int port, boolean isStream)
      throws UnknownHostException {
    return new Object[] {checked(host), port, isStream};
  }

  private static void refuse(String host) throws UnknownHostException {
    if (host != null && host.indexOf('.') > 0) {
      try {
        lookUps.accept(host);
      } catch (UnsupportedOperationException e) {
        throw new UnknownHostException(e.getMessage());
      }
    }
  }

  private static URL led(URL url) throws IOException {
    if (url.getProtocol().equals("jar")) {
      refuse(new URL(url.getFile()).getHost());
    }
    if (!url.getProtocol().startsWith("http")) {
      return url;
    }
    try {
      URI call = url.toURI();
      URI destination = destination(call, ofOthers);
      return destination.equals(call) ? url : destination.toURL();
    } catch (URISyntaxException e) { // the JDK takes more than that
      refuse(url.getHost());
      return url;
    }
  }

  private static HttpRequest led(HttpRequest request) throws IOException {
    URI destination = destination(request.uri(), ofOthers);
    return destination.equals(request.uri())
        ? request
        : HttpRequest.newBuilder(request, (name, value) -> true).uri(destination).build();
  }

  private static URI destination(URI call, UnaryOperator<URI> decision) throws IOException {
    try {
      URI led = decision.apply(call);
      boolean isSame = led.equals(call) || call.getRawQuery() == null;
      return isSame ? led : URI.create(led + "?" + call.getRawQuery());
    } catch (UnsupportedOperationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Called by an HTTP client before every request, including redirects and WebSocket handshakes.
   */
  private static final class AskedCookies extends CookieHandler {
    private final @Nullable CookieHandler own;

    AskedCookies(@Nullable CookieHandler own) {
      this.own = own;
    }

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers)
        throws IOException {
      refuse(uri.getHost());
      return own == null ? Map.of() : own.get(uri, headers);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      if (own != null) {
        own.put(uri, headers);
      }
    }
  }
}
