package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests for other hosts that lead back to the emulator. */
class ProxyLoopTest {
  private final BlockingQueue<List<String>> ways = new LinkedBlockingQueue<>();
  private HttpServer backEnd;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backEnd.createContext(
        "/",
        exchange -> {
          ways.add(exchange.getRequestHeaders().getOrDefault("Via", List.of()));
          exchange.sendResponseHeaders(203, -1);
          exchange.close();
        });
    backEnd.start();
    URI base = URI.create("http://127.0.0.1:%d".formatted(backEnd.getAddress().getPort()));
    rig = new Rig().echo().also(builder -> builder.map("mapped.example.com", base)).start();
  }

  @AfterEach
  void stop() {
    rig.close();
    backEnd.stop(0);
  }

  private RawClient.Answer askVia(String via) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.request(
          "GET /a HTTP/1.1\r\nHost: mapped.example.com\r\nVia: %s\r\n\r\n".formatted(via));
    }
  }

  @Test
  void aRequestThatComesBackDoesNotGoRound() throws Exception {
    assertThat(askVia("1.0 other").status()).isEqualTo(203);
    List<String> way = ways.poll(20, TimeUnit.SECONDS);
    assertThat(way).hasSize(2).contains("1.0 other");
    String own = way.stream().filter(one -> !one.equals("1.0 other")).findFirst().orElseThrow();
    RawClient.Answer back = askVia("1.0 other, " + own + " ,1.1 third");
    assertThat(back.status()).isEqualTo(508);
    assertThat(back.body()).contains("has come through this emulator before: it leads back here.");
    assertThat(askVia("1.1 third").status()).isEqualTo(203);
    assertThat(ways).hasSize(1);
  }
}
