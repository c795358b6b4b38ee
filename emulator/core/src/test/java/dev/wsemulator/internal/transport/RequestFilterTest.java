package dev.wsemulator.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, over every kind of path. */
class RequestFilterTest {
  private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/x";

  private static final List<String> TOOLS =
      List.of(
          "GET /_emulator/health",
          "GET /_emulator/metrics",
          "GET /_emulator/metrics.json",
          "GET /_emulator/journal",
          "GET /_emulator/journal?follow=true",
          "GET /_emulator/recording",
          "GET /_emulator/logs",
          "GET /_emulator/faults",
          "DELETE /_emulator/faults",
          "GET /%5femulator/health",
          "GET /v2/apis",
          "POST /v2/apis",
          "GET /2015-03-31/functions/",
          "POST /2015-03-31/functions/f-default/invocations");

  private static final List<String> FILES =
      List.of("GET /", "GET /index.html", "GET /nothing", "GET /dev");

  @TempDir private Path web;

  private Rig rig() throws Exception {
    Files.writeString(web.resolve("index.html"), "the page");
    Files.createDirectories(web.resolve(".git"));
    Files.writeString(web.resolve(".git/config"), "a secret");
    Files.createDirectories(web.resolve(".well-known"));
    Files.writeString(web.resolve(".well-known/known"), "known");
    return new Rig()
        .echo()
        .also(builder -> builder.webRoot(web).verifyIdentity(false))
        .also(builder -> builder.allowHost("emulator"))
        .also(
            builder ->
                builder.domainName(
                    new DomainName(
                        "ws.example.com", List.of(new ApiMapping("", "a1b2c3d4e5", "dev")))))
        .start();
  }

  private static String status(Rig rig, String call, Map<String, String> headers) throws Exception {
    return answer(rig, call, headers).replaceFirst("(?s)HTTP/1.1 (\\d+).*", "$1");
  }

  /** Returns the beginning of an answer, up to what shows what it is. */
  private static String answer(Rig rig, String call, Map<String, String> headers) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", rig.emulator().port())) {
      StringBuilder request = new StringBuilder(call + " HTTP/1.1\r\n");
      headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
      String connection = headers.containsKey("Upgrade") ? "Upgrade" : "close";
      request.append("Connection: " + connection + "\r\nContent-Length: 0\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(UTF_8));
      socket.setSoTimeout(5000);
      byte[] answer = new byte[4000];
      int read = 0;
      for (int some = 0; some >= 0 && !isWhole(answer, read); read += Math.max(0, some)) {
        some = socket.getInputStream().read(answer, read, answer.length - read);
      }
      return new String(answer, 0, read, UTF_8);
    }
  }

  /** A refused handshake leaves the connection open. */
  private static boolean isWhole(byte[] answer, int read) {
    return new String(answer, 0, read, UTF_8).endsWith("{\"message\":\"Forbidden\"}");
  }

  private static Map<String, String> at(String host, String... more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", host);
    headers.put("Authorization", SIGNED.formatted("lambda"));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return headers;
  }

  @Test
  void aForeignNameReadsAndChangesNothing() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      String post = "POST /dev/@connections/" + rig.lastId();
      for (String call : calls(post)) {
        assertThat(answer(rig, call, at("evil.example:" + rig.emulator().port())))
            .as(call)
            .startsWith("HTTP/1.1 403")
            .endsWith("{\"message\":\"Forbidden\"}");
      }
      assertThat(
              status(
                  rig,
                  "GET /dev",
                  at(
                      "evil.example",
                      "Upgrade",
                      "websocket",
                      "Sec-WebSocket-Version",
                      "13",
                      "Sec-WebSocket-Key",
                      "AAAAAAAAAAAAAAAAAAAAAA==")))
          .isEqualTo("403");
      client.text("still here");
      assertThat(client.read().text()).isEqualTo("still here");
    }
  }

  private static List<String> calls(String post) {
    List<String> calls = new ArrayList<>(TOOLS);
    calls.addAll(FILES);
    calls.add(post);
    return calls;
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void aPageOfAnotherSiteReadsAndChangesNothing(String name, String value) throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      for (String call : calls("POST /dev/@connections/" + rig.lastId())) {
        assertThat(status(rig, call, at("localhost", name, value))).as(call).isEqualTo("403");
      }
      client.text("still here");
      assertThat(client.read().text()).isEqualTo("still here");
    }
  }

  @Test
  void aPageOfAnotherSiteMayLinkToFilesAndToNothingElse() throws Exception {
    try (Rig rig = rig()) {
      Map<String, String> link =
          at("localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
      assertThat(answer(rig, "GET /", link)).contains("the page");
      for (String call : TOOLS) {
        assertThat(status(rig, call, link)).as(call).isEqualTo("403");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"localhost", "127.0.0.1", "[::1]", "emulator", "x.localhost", "ws.example.com"})
  void ownNamesAndPagesAreLetIn(String host) throws Exception {
    try (Rig rig = rig()) {
      Map<String, String> own =
          at(host, "Origin", "http://" + host, "Sec-Fetch-Site", "same-origin");
      assertThat(status(rig, "GET /_emulator/journal", own)).isEqualTo("200");
      assertThat(status(rig, "GET /_emulator/health", own)).isEqualTo("200");
      assertThat(status(rig, "GET /2015-03-31/functions/", own)).isEqualTo("200");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/.git/config, 404",
    "/%2egit/config, 404",
    "/x/../.git/config, 404",
    "/.git;x/config, 404",
    "/.well-known/known, 200",
    "/index.html, 200",
  })
  void hiddenFilesAreNotServed(String path, String status) throws Exception {
    try (Rig rig = rig()) {
      assertThat(status(rig, "GET " + path, at("localhost"))).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "::1, ::1, true",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.9, 192.168.1.7, false",
    "172.17.0.1, 172.17.0.2, false",
  })
  void onlyThisMachineHasTools(String remote, String local, boolean isHere) {
    assertThat(
            RequestFilter.isFromHere(
                new InetSocketAddress(remote, 40_000), new InetSocketAddress(local, 3010)))
        .isEqualTo(isHere);
  }
}
