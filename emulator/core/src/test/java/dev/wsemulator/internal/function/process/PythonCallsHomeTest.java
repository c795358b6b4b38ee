package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that a function makes for hosts of AWS, and those that it makes for others. */
class PythonCallsHomeTest {
  private static final String CODE =
      """
      import asyncio, http.client, os, socket, ssl, urllib.request

      HOST = "abc.execute-api.us-east-1.amazonaws.com"

      def urllib_secure(home):
          return urllib.request.urlopen("https://" + HOST + "/urllib", b"body").read().decode()

      def urllib_plain(home):
          return urllib.request.urlopen("http://" + HOST + "/plain").read().decode()

      def kept_alive(home):
          connection = http.client.HTTPSConnection(HOST)
          answers = []
          for path in "/one", "/two":
              connection.request("GET", path)
              answers.append(connection.getresponse().read().decode())
          return " ".join(answers)

      def streams(home, host=HOST, port=443):
          async def call():
              reader, writer = await asyncio.open_connection(
                  host, port, ssl=ssl.create_default_context(), server_hostname=HOST)
              request = "GET /streams HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n"
              writer.write((request % HOST).encode())
              answer = await reader.read()
              writer.close()
              return answer.decode().splitlines()[-1]
          return asyncio.run(call())

      def only_the_address_kept(home):
          found = socket.getaddrinfo(HOST, "https")[0][4]
          return streams(home, found[0], 443)

      def certificate(home):
          context = ssl.create_default_context()
          sock = context.wrap_socket(socket.create_connection((HOST, 443)), server_hostname=HOST)
          with sock:
              return sock.getpeercert()["subjectAltName"][0][1] + " " + sock.server_hostname

      def own_address(home):
          answer = urllib.request.urlopen("https://%s/own" % home).read().decode()
          context = ssl.create_default_context()
          host, port = home.split(":")
          sock = context.wrap_socket(socket.create_connection((host, port)), server_hostname=host)
          with sock:
              return answer + " " + " ".join(sock.getpeercert()["subjectAltName"][0])

      def other_host(home):
          return urllib.request.urlopen("http://%s/other" % home).read().decode()

      def other_encrypted(home):
          sent = ssl.MemoryBIO()
          context = ssl.create_default_context()
          connection = context.wrap_bio(ssl.MemoryBIO(), sent, server_hostname="example.com")
          try:
              connection.do_handshake()
          except ssl.SSLWantReadError:
              return "handshake" if sent.read(1) == b"\\x16" else "plain"

      def boto(home):
          import boto3
          keys = dict(region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="s")
          client = boto3.client(
              "apigatewaymanagementapi", endpoint_url="https://" + HOST + "/dev", **keys)
          client.post_to_connection(ConnectionId="Id=", Data=b"hi")
          return "sent"

      def handler(event, context):
          return globals()[event["do"]](event["home"])
      """;

  @TempDir private static Path folder;
  private static PythonFunction function;
  private static HttpServer home;
  private static final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeAll
  static void start() throws IOException {
    home = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    home.createContext("/", PythonCallsHomeTest::answer);
    home.setExecutor(threads);
    home.start();
    function =
        PythonFunction.in(folder)
            .with("app.py", CODE)
            .withVariable("WSEMULATOR_HOME", address())
            .withVariable("WSEMULATOR_HOSTS", "[\"^never$\", \"\\\\.amazonaws\\\\.com$\"]")
            .start("app.handler");
  }

  @AfterAll
  static void stop() {
    if (function != null) {
      function.close();
    }
    home.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          urllib_secure | POST /urllib abc.execute-api.us-east-1.amazonaws.com body
          urllib_plain  | GET /plain abc.execute-api.us-east-1.amazonaws.com
          streams       | GET /streams abc.execute-api.us-east-1.amazonaws.com
          only_the_address_kept | GET /streams abc.execute-api.us-east-1.amazonaws.com
          """)
  void callsForAwsComeAsPlainTextWithTheirHost(String name, String seen) {
    assertThat(call(name)).isEqualTo("\"" + seen + "\"");
  }

  @Test
  void aConnectionMayBeKept() {
    String host = "abc.execute-api.us-east-1.amazonaws.com";
    assertThat(call("kept_alive")).isEqualTo("\"GET /one %s GET /two %s\"", host, host);
  }

  @Test
  void whoeverLooksAtTheCertificateFindsTheNameThatWasAskedFor() {
    String host = "abc.execute-api.us-east-1.amazonaws.com";
    assertThat(call("certificate")).isEqualTo("\"%s %s\"", host, host);
  }

  @Test
  void encryptedCallsOfTheEmulatorItselfComeAsPlainText() {
    assertThat(call("own_address")).isEqualTo("\"GET /own %s IP Address 127.0.0.1\"", address());
  }

  @Test
  void otherHostsAreReachedAsEver() {
    assertThat(call("other_host")).isEqualTo("\"GET /other " + address() + "\"");
    assertThat(call("other_encrypted")).isEqualTo("\"handshake\"");
  }

  @Test
  void botoIsLedHome() {
    String lookUp = "import importlib.util as u; print(int(u.find_spec('boto3') is not None))";
    int found = BootstrapProcess.majorVersion("python3", "-c", lookUp);
    assumeTrue(found > 0, "This test needs boto3.");
    assertThat(call("boto")).isEqualTo("\"sent\"");
  }

  private static String call(String name) {
    String event = "{\"do\":\"%s\",\"home\":\"%s\"}".formatted(name, address());
    return function.api().invoke(event).body();
  }

  private static String address() {
    return "127.0.0.1:" + home.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String seen =
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Host"),
                body);
    byte[] bytes = seen.strip().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
