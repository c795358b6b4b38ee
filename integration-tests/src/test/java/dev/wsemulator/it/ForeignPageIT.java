package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * What a page of a foreign site can do in a real browser: nothing but open WebSockets of an API.
 */
class ForeignPageIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final String EVIL = "evil.example";

  /** Paths that show something, or change something, by each method that a page has. */
  private static final List<String> PATHS =
      List.of(
          "/",
          "/secret.txt",
          "/.git/config",
          "/dev",
          "/dev/@connections/ID",
          "/_emulator/health",
          "/_emulator/metrics",
          "/_emulator/metrics.json",
          "/_emulator/journal",
          "/_emulator/journal?follow=true",
          "/_emulator/recording",
          "/_emulator/tokens",
          "/_emulator/logs",
          "/_emulator/logs/Echo",
          "/_emulator/faults",
          "/_emulator/connections",
          "/_emulator/connections/ID",
          "/_emulator/time",
          "/v2/apis",
          "/v2/domainnames",
          "/2015-03-31/functions/",
          "/2015-03-31/functions/Echo/invocations",
          "/nothing");

  /**
   * Returns what of each path and method can be read: its status and text, or nothing. With every
   * header that makes a call look like one of a tool, where the browser lets the page set it.
   */
  private static final String READ =
      """
      const [base, paths, headers, done] = arguments;
      const calls = [];
      for (const path of paths) {
        for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH']) {
          for (const mode of ['cors', 'no-cors']) {
            const options = {method, mode, headers: mode === 'cors' ? headers : {}};
            if (method !== 'GET') {
              options.body = '{"fault":"reset","at":"TO_CLIENT"}';
            }
            calls.push((async () => {
              try {
                const answer = await fetch(base + path, options);
                const reader = answer.body && answer.body.getReader();
                const first = reader ? (await reader.read()).value : null;
                const text = first ? new TextDecoder().decode(first) : '';
                return answer.type === 'opaque' ? ''
                  : method + ' ' + path + ' ' + answer.status + ' ' + text;
              } catch (e) {
                return '';
              }
            })());
          }
        }
      }
      Promise.all(calls).then(all => done(all.filter(text => text !== '')));
      """;

  private static final String SOCKET =
      """
      const [url, done] = arguments;
      const socket = new WebSocket(url);
      socket.onopen = () => { done('open'); socket.close(); };
      socket.onerror = () => done('refused');
      """;

  private static final String SCRIPT =
      """
      const [url, done] = arguments;
      const script = document.createElement('script');
      script.onload = () => done('loaded');
      script.onerror = () => done('refused');
      script.src = url;
      document.head.append(script);
      """;

  @TempDir private Path web;
  private HttpServer evil;
  private ChromeDriver browser;
  private WebSocketApiEmulator emulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "There is no Chromium with its driver: apt-get install chromium chromium-driver.");
    Files.writeString(web.resolve("secret.txt"), "a secret");
    Files.writeString(web.resolve("page.js"), "var secret = 'a secret';");
    Files.createDirectories(web.resolve(".git"));
    Files.writeString(web.resolve(".git/config"), "a secret");
    LambdaFunction echo = event -> "{\"statusCode\":200,\"body\":\"echo\"}".getBytes(UTF_8);
    emulator =
        WebSocketApiEmulator.builder()
            .api(
                WebSocketApi.builder("chat")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("Echo")))
                    .build())
            .function("Echo", echo)
            .backEnd(AwsEnvironment.embedded())
            .webRoot(web)
            .verifyIdentity(false)
            .start();
    emulator.faults().add(Fault.lose().at(FaultPoint.TO_CLIENT).forConnection("nobody"));
    client = TestClient.connect(emulator.webSocketUrl());
    evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    evil.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>evil</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    evil.start();
    browser = browser();
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (evil != null) {
      evil.stop(0);
    }
    if (client != null) {
      client.close();
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  private static ChromeDriver browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The browser's own walls are down, as not every browser has them.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,"
            + "PrivateNetworkAccessSendPreflights,PrivateNetworkAccessRespectPreflightResults",
        "--host-resolver-rules=MAP " + EVIL + " 127.0.0.1");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return driver;
  }

  private List<String> paths() {
    String id = emulator.journal().entries(Handshake.class).get(0).connectionId();
    return PATHS.stream().map(path -> path.replace("ID", id)).toList();
  }

  @SuppressWarnings("unchecked")
  private List<String> read(String base) {
    String signed = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request";
    return (List<String>)
        browser.executeAsyncScript(
            READ,
            base,
            paths(),
            Map.of("Authorization", signed, "X-Amz-Target", "DynamoDB_20120810.Scan"));
  }

  private String socket(String url) {
    return (String) browser.executeAsyncScript(SOCKET, url);
  }

  private void assertNothingHasChanged() {
    assertThat(emulator.faults().active()).extracting(FaultRule::fault).containsOnly(Fault.lose());
    assertThat(emulator.journal().entries(Invoked.class)).isEmpty();
    client.send("still here");
    assertThat(client.next()).isEqualTo("echo");
  }

  @Test
  void aNameThatWasPointedAtThisMachineReadsAndChangesNothing() {
    String base = "http://" + EVIL + ":" + emulator.port();
    browser.get(base + "/");
    assertThat(read(""))
        .isNotEmpty()
        .allMatch(read -> read.endsWith(" 403 {\"message\":\"Forbidden\"}"));
    assertThat(socket(base.replace("http", "ws") + "/dev")).isEqualTo("refused");
    assertNothingHasChanged();
  }

  @Test
  void aNameThatWasPointedAtTheEmbeddedServicesReadsAndChangesNothing() {
    URI services = URI.create(emulator.environment().get("AWS_ENDPOINT_URL_S3"));
    browser.get("http://" + EVIL + ":" + services.getPort() + "/");
    assertThat(read("")).isNotEmpty().allMatch(read -> read.contains(" 403 "));
  }

  @Test
  void aPageOfAnotherSiteReadsAndChangesNothing() {
    browser.get("http://" + EVIL + ":" + evil.getAddress().getPort() + "/");
    String base = "http://127.0.0.1:" + emulator.port();
    assertThat(read(base)).isEmpty();
    assertThat(browser.executeAsyncScript(SCRIPT, base + "/page.js")).isEqualTo("refused");
    assertThat(socket("ws://127.0.0.1:" + emulator.port() + "/_emulator/journal"))
        .isEqualTo("refused");
    assertNothingHasChanged();
  }

  @Test
  void anyPageMayOpenAWebSocketOfAnApi() {
    browser.get("http://" + EVIL + ":" + evil.getAddress().getPort() + "/");
    assertThat(socket(emulator.webSocketUrl().toString())).isEqualTo("open");
  }

  @Test
  void theOwnPageReads() {
    browser.get("http://localhost:" + emulator.port() + "/secret.txt");
    assertThat(read(""))
        .anyMatch(read -> read.startsWith("GET /secret.txt 200 a secret"))
        .anyMatch(read -> read.startsWith("GET /_emulator/faults 200"));
  }
}
