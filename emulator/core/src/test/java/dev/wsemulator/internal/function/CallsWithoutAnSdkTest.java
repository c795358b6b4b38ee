package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a function's calls of AWS that no AWS SDK makes. */
class CallsWithoutAnSdkTest {
  private static final String URL = "URI.create(\"https://kms.us-east-1.amazonaws.com/?a=b\")";
  private static final String REQUEST =
      "java.net.http.HttpRequest.newBuilder("
          + URL
          + ").build(),"
          + " java.net.http.HttpResponse.BodyHandlers.ofString()";

  private static final String CLIENT =
      "java.net.http.HttpClient.newBuilder()"
          + ".followRedirects(java.net.http.HttpClient.Redirect.ALWAYS)";

  private static final String TO =
      "java.net.http.HttpRequest.newBuilder(URI.create(\"%s\")).build(),"
          + " java.net.http.HttpResponse.BodyHandlers.ofString()";

  @TempDir private Path folder;
  private CompiledFunctions functions;

  @BeforeEach
  void start() {
    functions = new CompiledFunctions(folder);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  private String outcome(String call) {
    return functions.answer(
        """
        try {
          %s;
          return "nothing is thrown";
        } catch (Exception e) {
          return e.toString();
        }
        """
            .formatted(call));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        URL + ".toURL().openStream()",
        URL + ".toURL().openConnection()",
        URL + ".toURL().openConnection(java.net.Proxy.NO_PROXY)",
        URL + ".toURL().getContent()",
        "new java.net.URL(\"https://kms.us-east-1.amazonaws.com/?a={b c}\").openStream()",
        "new java.net.URL(\"https://kms.us-east-1.amazonaws.com./\").openStream()",
        "java.net.http.HttpClient.newHttpClient().send(" + REQUEST + ")",
        "java.net.http.HttpClient.newHttpClient().sendAsync(" + REQUEST + ").get()",
        "InetAddress.getByName(\"kms.us-east-1.amazonaws.com\")",
        "InetAddress.getByName(\"kms.us-east-1.amazonaws.com.\")",
        "new Socket(\"kms.us-east-1.amazonaws.com\", 443)",
        "new Socket().connect(new InetSocketAddress(\"kms.us-east-1.amazonaws.com\", 443))",
        "InetAddress.getAllByName(\"kms.us-east-1.amazonaws.com\")",
        "new java.net.URL(\"jar:https://kms.us-east-1.amazonaws.com/a.jar!/b\").openStream()",
        "new Socket(\"kms.us-east-1.amazonaws.com\", 443, null, 0)",
        "new Socket(\"kms.us-east-1.amazonaws.com\", 443, true)",
        "javax.net.SocketFactory.getDefault().createSocket(\"kms.us-east-1.amazonaws.com\", 443)",
        "javax.net.ssl.SSLSocketFactory.getDefault()"
            + ".createSocket(\"kms.us-east-1.amazonaws.com\", 443)",
        "javax.net.ssl.SSLSocketFactory.getDefault()"
            + ".createSocket(\"kms.us-east-1.amazonaws.com\", 443, null, 0)",
        "java.net.http.HttpClient.newHttpClient().newWebSocketBuilder().buildAsync("
            + "URI.create(\"wss://kms.us-east-1.amazonaws.com/\"), new java.net.http.WebSocket.Listener() {}).get()"
      })
  void aCallOfAwsIsRefusedByASentence(String call) {
    assertThat(outcome(call))
        .contains("The emulator has no AWS service", "kms", "--allow-aws kms", "--map");
  }

  @Test
  void otherHostsAreTheFunctionsBusiness() {
    String calls =
        "InetAddress.getByName(\"127.0.0.1\");"
            + " new InetSocketAddress(\"localhost\", 1);"
            + " new java.net.URL(\"http://127.0.0.1:1/\").openConnection();"
            + " new java.net.URL(\"file:/tmp\").openConnection()";
    assertThat(outcome(calls)).isEqualTo("nothing is thrown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI.create(\"%s\").toURL().openStream()",
        "URI.create(\"%s\").toURL().openConnection(java.net.Proxy.NO_PROXY).getInputStream()",
        "URI.create(\"%1$s\").toURL().openConnection(new java.net.Proxy(java.net.Proxy.Type.HTTP,"
            + " new InetSocketAddress(\"127.0.0.1\", URI.create(\"%1$s\").getPort())))"
            + ".getInputStream()",
        CLIENT + ".build().send(" + TO + ")",
        CLIENT + ".cookieHandler(new java.net.CookieManager()).build().send(" + TO + ")",
        CLIENT + ".build().sendAsync(" + TO + ").get()"
      })
  void aCallThatIsRedirectedToAwsIsRefusedByASentence(String call) throws IOException {
    HttpServer elsewhere = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://kms.us-east-1.amazonaws.com/");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    elsewhere.start();
    try {
      String url = "http://127.0.0.1:%d/".formatted(elsewhere.getAddress().getPort());
      assertThat(outcome(call.formatted(url)))
          .contains("The emulator has no AWS service", "kms", "--allow-aws kms", "--map");
    } finally {
      elsewhere.stop(0);
    }
  }

  @Test
  void aNameOfAwsIsNotLookedUpByNettysOwnResolver() throws IOException {
    CompiledHandler compiled =
        CompiledHandler.of(
            """
            package io.netty.resolver.dns;
            public class DnsNameResolver {
              public String doResolve(String host, Object promise) throws Exception {
                return host + " was looked up";
              }
            }
            """,
            """
            package app;
            public class Handler {
              public String run(String host) {
                try {
                  return new io.netty.resolver.dns.DnsNameResolver().doResolve(host, null);
                } catch (Exception e) {
                  return e.toString();
                }
              }
            }
            """);
    DeployedFunction function = functions.deploy(compiled.writeTo(folder.resolve("netty")));
    assertThat(RunningFunctions.call(function, "\"kms.us-east-1.amazonaws.com\""))
        .contains("The emulator has no AWS service", "kms");
    assertThat(RunningFunctions.call(function, "\"example.com\""))
        .isEqualTo("\"example.com was looked up\"");
  }

  @Test
  void anHttpClientHasTheCookiesThatItWasGiven() {
    assertThat(
            functions.answer(
                """
                CookieHandler own = new CookieManager();
                return ""
                    + (java.net.http.HttpClient.newBuilder().cookieHandler(own).build()
                        .cookieHandler().get() == own);
                """))
        .isEqualTo("true");
  }
}
