package dev.wsemulator.internal.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions write is read from outside, and from files. */
class LogCallsTest {
  @TempDir private Path folder;
  private final StringBuffer console = new StringBuffer();
  private final HttpClient http = HttpClient.newHttpClient();
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig().echo().also(builder -> builder.logTo(folder).logTo(console)).start();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(rig.emulator().baseUrl() + "/_emulator/logs" + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(at(path).build(), BodyHandlers.ofString());
  }

  private void echo() throws Exception {
    try (RawClient client = rig.open()) {
      client.text("hello");
      client.read();
    }
  }

  @Test
  void theLinesOfAFunctionAreRead() throws Exception {
    echo();
    HttpResponse<String> all = get("/f-default");
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(all.body().lines()).hasSize(4);
    assertThat(all.body()).isEqualTo(text(Integer.MAX_VALUE));
    assertThat(get("/f-default?last=2").body()).isEqualTo(text(2)).contains("END", "REPORT");
    assertThat(get("/f-default?last=0").body()).isEmpty();
  }

  private String text(int count) {
    StringBuilder text = new StringBuilder();
    rig.emulator().logs("f-default").last(count).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @Test
  void theLinesAreReadAsJson() throws Exception {
    echo();
    HttpResponse<String> all = get("/f-default?format=json");
    assertThat(all.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(all.body().lines().toList().get(0))
        .matches("\\{\"time\":\"\\S+Z\",\"text\":\"INIT_START .*\"}");
    assertThat(all.body().lines().toList().get(1))
        .matches("\\{\"time\":\"\\S+Z\",\"requestId\":\"[-0-9a-f]{36}\",\"text\":\"START .*\"}");
  }

  @Test
  void theLinesAreFollowed() throws Exception {
    echo();
    HttpResponse<InputStream> answer =
        http.send(at("/f-default?follow=true&last=1").build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(nextLine(lines)).contains("Z REPORT RequestId: ");
      echo();
      assertThat(nextLine(lines)).contains("Z START RequestId: ");
      assertThat(nextLine(lines)).contains("Z END RequestId: ");
      assertThat(nextLine(lines)).contains("Z REPORT RequestId: ");
    }
  }

  private static String nextLine(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    while (line != null && line.isEmpty()) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void aFunctionOfATemplateIsAlsoKnownByItsLogicalId() throws Exception {
    rig.close();
    Stack stack = Stack.builder().name("app").functionNames(Map.of("Echo", "f-default")).build();
    rig = new Rig().echo().also(builder -> builder.stack(stack)).start();
    echo();
    assertThat(get("/Echo?last=1").body()).isEqualTo(text(1)).contains("REPORT");
    assertThat(rig.emulator().logs("Echo")).isSameAs(rig.emulator().logs("f-default"));
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertWrong(get("/nobody"), 404, "There is no function nobody. Functions: f-default.");
    assertWrong(get("/nobody?follow=true"), 404, "There is no function nobody.");
    assertWrong(get("/f-default?format=xml"), 400, "Unknown format xml. Allowed: json, text.");
    assertWrong(get("/f-default?last=x"), 400, "\\\"last\\\" is not an integer: x.");
    assertWrong(get("/f-default?first=1"), 400, "Unknown field \\\"first\\\".");
    assertWrong(
        http.send(at("/f-default").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()),
        405,
        "POST /_emulator/logs/f-default is not supported.");
    assertThat(get("").body()).isEqualTo("{\"functions\":[\"f-default\"]}");
  }

  private static void assertWrong(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"message\":\"" + words);
  }

  @Test
  void aFileHasTheLinesOfAFunctionAndTheConsoleDoesNotRepeatThem() throws Exception {
    echo();
    String lines = text(Integer.MAX_VALUE);
    rig.close();
    assertThat(folder.resolve("aws_lambda_f-default.log")).hasContent(lines);
    assertThat(Files.list(folder)).hasSize(1);
    assertThat(console).isEmpty();
  }
}
