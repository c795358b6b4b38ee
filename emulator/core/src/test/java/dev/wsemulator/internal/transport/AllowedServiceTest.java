package dev.wsemulator.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.internal.transport.tls.LocalTrust;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Calls of services that functions call on AWS itself. Another emulator stands in for AWS: it is
 * the proxy through which this JVM reaches the internet.
 */
@Isolated("It sets the proxy of the JVM.")
class AllowedServiceTest {
  private static final String HOST = "sns.us-east-1.amazonaws.com";

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private HttpServer aws() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = "from AWS".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void aCallOfAnAllowedServiceGoesToAwsByTlsAsItWasSigned() throws Exception {
    HttpServer aws = aws();
    ProxySelector before = ProxySelector.getDefault();
    LocalTrust.install();
    URI url = URI.create("http://127.0.0.1:" + aws.getAddress().getPort());
    try (Rig internet = new Rig().echo().also(builder -> builder.map(HOST, url)).start();
        Rig rig = new Rig().echo().also(builder -> builder.allowAws("sns")).start()) {
      ProxySelector.setDefault(new ForAws(internet.emulator().port()));
      try (RawClient client = RawClient.connect(rig.url())) {
        RawClient.Answer answer =
            client.request(
                "POST /?a=%20 HTTP/1.1\r\nHost: "
                    + HOST
                    + "\r\nAuthorization: AWS4 as it is\r\nContent-Length: 1\r\n\r\nx");
        assertThat(answer.body()).isEqualTo("from AWS");
      }
      assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("/?a=%20 AWS4 as it is");
    } finally {
      ProxySelector.setDefault(before);
      LocalTrust.remove();
      aws.stop(0);
    }
  }

  /** Leads calls of AWS to a proxy, and no others. */
  private static final class ForAws extends ProxySelector {
    private final Proxy proxy;

    ForAws(int port) {
      proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port));
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(HOST.equals(uri.getHost()) ? proxy : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
