package dev.wsemulator.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.api.DomainName;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.transport.tls.CertificateFiles;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of child processes for AWS and for other hosts, at the one port. */
class OtherHostsTest {
  private static final String AWS = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
  private static final int LIMIT = 20_000;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private HttpServer backEnd;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backEnd.createContext("/base", this::answer);
    backEnd.start();
    URI base = URI.create("http://127.0.0.1:%d/base".formatted(backEnd.getAddress().getPort()));
    rig =
        new Rig()
            .echo()
            .also(
                builder ->
                    builder
                        .map("mapped.example.com", base)
                        .map("sqs.us-east-1.amazonaws.com", base)
                        .domainName(
                            new DomainName(
                                "ws.example.com",
                                List.of(new DomainName.ApiMapping("", "a1b2c3d4e5", "dev")))))
            .start();
  }

  @AfterEach
  void stop() {
    rig.close();
    backEnd.stop(0);
  }

  /** Answers what it got. */
  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(
        "%s %s %s %s %d"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("X-Kept"),
                exchange.getRequestHeaders().getFirst("X-Hop"),
                body.length));
    exchange.getResponseHeaders().add("X-Answer", "kept");
    exchange.getResponseHeaders().add("X-Gone", "of this hop");
    exchange.getResponseHeaders().add("Connection", "X-Gone");
    exchange.sendResponseHeaders(203, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private RawClient connect() throws IOException {
    return RawClient.connect(rig.url());
  }

  private RawClient.Answer ask(String request) throws IOException {
    try (RawClient client = connect()) {
      return client.request(request);
    }
  }

  private static String post(String target, String host, String body) {
    return "POST %s HTTP/1.1\r\nHost: %s\r\nX-Kept: yes\r\nX-Hop: no\r\nConnection: X-Hop\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(target, host, body.length(), body);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%20b//c?d=%2F&e, mapped.example.com",
    "/a%20b//c?d=%2F&e, sqs.us-east-1.amazonaws.com",
    "http://mapped.example.com/a%20b//c?d=%2F&e, mapped.example.com",
  })
  void aRequestForAMappedHostGoesWhereItIsMappedTo(String target, String host) throws Exception {
    RawClient.Answer answer = ask(post(target, host, "hello"));
    assertThat(received.poll(20, TimeUnit.SECONDS))
        .isEqualTo("POST /base/a%20b//c?d=%2F&e yes null 5");
    assertThat(answer.status()).isEqualTo(203);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.headers()).containsEntry("x-answer", "kept").doesNotContainKey("x-gone");
    assertThat(answer.lines()).filteredOn(line -> line.startsWith("Date:")).hasSize(1);
  }

  @Test
  void aLongBodyOfUnknownLengthIsPassedOnWhole() throws Exception {
    String part = "x".repeat(60_000);
    String chunk = Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
    String request =
        "PUT /big HTTP/1.1\r\nHost: mapped.example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk.repeat(20)
            + "0\r\n\r\n";
    assertThat(ask(request).body()).hasSize(20 * part.length());
    assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("PUT /base/big null null 1200000");
  }

  @Test
  void aBackEndThatIsNotThereIsSaidToBeUnreachable() throws Exception {
    backEnd.stop(0);
    RawClient.Answer answer = ask(post("/a", "mapped.example.com", "x"));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).contains("There is no answer from http://127.0.0.1:");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, Origin: http://mapped.example.com",
    "/a, Sec-Fetch-Site: cross-site",
    "http://other.example.com/a, Origin: http://other.example.com",
  })
  void pagesDoNotReachBackEndsOrOtherHosts(String target, String header) throws Exception {
    String host = target.equals("/a") ? "mapped.example.com" : "other.example.com";
    String request = "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n".formatted(target, host, header);
    assertThat(ask(request).status()).isEqualTo(403);
    assertThat(received).isEmpty();
  }

  @Test
  void aForeignNameIsNotTakenForTheUrlOfAProxy() throws Exception {
    assertThat(ask(post("/", "other.example.com", "")).status()).isEqualTo(403);
  }

  @Test
  void aWholeUrlOfAnotherHostIsPassedOnToIt() throws Exception {
    String host = "127.0.0.1:" + backEnd.getAddress().getPort();
    RawClient.Answer answer = ask(post("http://" + host + "/base/x?y", host, "hello"));
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("POST /base/x?y yes null 5");
  }

  @Test
  void aWholeUrlOfTheEmulatorIsServed() throws Exception {
    String host = rig.url().getAuthority();
    String request =
        "GET http://%1$s/_emulator/health HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(host);
    assertThat(ask(request).body()).contains("\"UP\"");
  }

  @Test
  void aServiceThatIsNotEmulatedIsRefusedInTheProtocolOfItsSdk() throws Exception {
    RawClient.Answer answer =
        ask(
            "POST / HTTP/1.1\r\nHost: kms.us-east-1.amazonaws.com\r\nX-Amz-Target: TrentService.Sign\r\nContent-Length: 0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"__type\":\"NotEmulatedException\"")
        .contains("The emulator has no AWS service \\\"kms\\\"")
        .contains("--allow-aws kms");
    JournalEntry.RequestRefused entry =
        rig.journal().next(JournalEntry.RequestRefused.class, Duration.ofSeconds(20));
    assertThat(entry.why().code()).isEqualTo("not-emulated");
    assertThat(entry.why().found()).startsWith("The emulator has no AWS service \"kms\"");
  }

  @ParameterizedTest
  @CsvSource({
    "ws://mapped.example.com/a, handshake-elsewhere, mapped.example.com",
    "wss://kinesis.us-east-1.amazonaws.com:8443/a, not-emulated, has no AWS service \"kinesis\"",
  })
  void aHandshakeWithAnotherServerIsRefusedByName(URI url, String code, String name)
      throws Exception {
    assertThat(ask(RawClient.upgradeRequest(url, "")).status()).isEqualTo(400);
    JournalEntry.RequestRefused entry =
        rig.journal().next(JournalEntry.RequestRefused.class, Duration.ofSeconds(20));
    assertThat(entry.why().code()).isEqualTo(code);
    assertThat(entry.why().found()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {AWS, "ws.example.com"})
  void anApiIsReachedByItsHostThroughATunnelWithTls(String host) throws Exception {
    try (Socket tunnel = tunnel(host + ":443");
        SSLSocket tls = tls(tunnel, host)) {
      String path = host.equals(AWS) ? "/dev" : "/";
      tls.getOutputStream()
          .write(RawClient.upgradeRequest(URI.create("wss://" + host + path), "").getBytes(UTF_8));
      assertThat(head(tls.getInputStream())).startsWith("HTTP/1.1 101 ");
      String id = rig.lastId();
      tls.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'});
      assertThat(tls.getInputStream().readNBytes(3)).containsExactly(0x81, 1, 'x');
      assertThat(postTo(host, path, id)).startsWith("HTTP/1.1 200 ");
      assertThat(tls.getInputStream().readNBytes(4)).containsExactly(0x81, 2, 'h', 'i');
    }
  }

  /** Calls {@code @connections} through a tunnel, signed for the host there. */
  private String postTo(String host, String stage, String id) throws Exception {
    String path = stage.replaceFirst("/$", "") + "/@connections/" + id;
    StringBuilder request =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
    dev.wsemulator.internal.http.HttpRequest call =
        new dev.wsemulator.internal.http.HttpRequest(
            "POST",
            path,
            "",
            List.of(new dev.wsemulator.internal.http.HttpRequest.Header("Host", host)),
            "hi".getBytes(UTF_8));
    new RequestSigner(AccessKey.OWNER, "us-east-1")
        .headers(call, "execute-api", Instant.now())
        .forEach(header -> request.append(header.name() + ": " + header.value() + "\r\n"));
    try (Socket tunnel = tunnel(host + ":443");
        SSLSocket tls = tls(tunnel, host)) {
      tls.getOutputStream().write((request + "Content-Length: 2\r\n\r\nhi").getBytes(UTF_8));
      return head(tls.getInputStream());
    }
  }

  @Test
  void aTunnelToTheEmulatorsHostsNeedsNoTls() throws Exception {
    try (Socket tunnel = tunnel("mapped.example.com:80")) {
      tunnel.getOutputStream().write(post("/a", "mapped.example.com", "").getBytes(UTF_8));
      assertThat(head(tunnel.getInputStream())).startsWith("HTTP/1.1 203 ");
    }
  }

  @Test
  void aTunnelToAnotherHostCarriesWhatItIsGiven() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket tunnel = tunnel("127.0.0.1:" + server.getLocalPort());
        Socket accepted = server.accept()) {
      byte[] sent = "x".repeat(100_000).getBytes(UTF_8);
      Thread writer = new Thread(() -> write(tunnel, sent));
      writer.start();
      assertThat(accepted.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      writer.join(LIMIT);
      accepted.getOutputStream().write("back".getBytes(UTF_8));
      assertThat(tunnel.getInputStream().readNBytes(4)).isEqualTo("back".getBytes(UTF_8));
      accepted.shutdownOutput();
      assertThat(tunnel.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aTunnelEndsWithTheClient() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket tunnel = tunnel("127.0.0.1:" + server.getLocalPort());
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout(LIMIT);
        tunnel.close();
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void openTunnelsEndWithTheEmulator() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket tunnel = tunnel("127.0.0.1:" + server.getLocalPort());
        Socket accepted = server.accept();
        Socket here = tunnel(AWS + ":443");
        SSLSocket tls = tls(here, AWS)) {
      accepted.setSoTimeout(LIMIT);
      rig.close();
      assertThat(isAtEnd(accepted)).isTrue();
      assertThat(isAtEnd(tunnel)).isTrue();
      assertThat(isAtEnd(tls)).isTrue();
    }
  }

  private static boolean isAtEnd(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) { // a reset is an end, too
      return true;
    }
  }

  @Test
  void aTunnelToNowhereIsRefusedWithTheReason() throws Exception {
    int closed;
    try (ServerSocket server = new ServerSocket(0)) {
      closed = server.getLocalPort();
    }
    RawClient.Answer answer =
        ask("CONNECT 127.0.0.1:%1$d HTTP/1.1\r\nHost: 127.0.0.1:%1$d\r\n\r\n".formatted(closed));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).startsWith("There is no connection to 127.0.0.1:" + closed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev//x", "//", "/v2//apis", "/_emulator//health"})
  void anEmptySegmentIsForObjectsOnly(String path) throws Exception {
    String own = rig.url().getAuthority();
    assertThat(ask(post(path, own, "")).status()).isEqualTo(400);
    assertThat(ask(post(path, "mapped.example.com", "")).status()).isEqualTo(203);
  }

  @Test
  void aTunnelMayLeaveThePortOutOfItsHostHeaderAndAWholeUrlMayNotHaveAnother() throws Exception {
    String connect = "CONNECT %1$s:443 HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(AWS);
    try (RawClient client = connect()) {
      assertThat(client.head(connect)).startsWith("HTTP/1.1 200 ");
    }
    String other = post("http://mapped.example.com/a", rig.url().getAuthority(), "");
    assertThat(ask(other).status()).isEqualTo(400);
    assertThat(received).isEmpty();
  }

  @Test
  void pagesOpenNoTunnels() throws Exception {
    RawClient.Answer answer =
        ask("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\nOrigin: null\r\n\r\n");
    assertThat(answer.status()).isEqualTo(403);
  }

  private Socket tunnel(String authority) throws IOException {
    Socket socket = new Socket("127.0.0.1", rig.emulator().port());
    socket.setSoTimeout(LIMIT);
    socket
        .getOutputStream()
        .write("CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(authority).getBytes(UTF_8));
    assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    return socket;
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Reads up to the empty line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  /** Speaks TLS as a child process that trusts the emulator's authority and compares names. */
  private static SSLSocket tls(Socket tunnel, String host) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (CertificateFiles files = new CertificateFiles();
        InputStream in = Files.newInputStream(files.authority())) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tunnel, host, 443, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }
}
