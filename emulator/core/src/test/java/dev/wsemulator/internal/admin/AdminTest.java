package dev.wsemulator.internal.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final VirtualTime time = new VirtualTime();
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig().echo().route("$disconnect", Rig.OK).time(time).start();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(rig.emulator().baseUrl() + "/_emulator/" + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(at(path).POST(BodyPublishers.ofString(body)));
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send(at(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return send(at(path).DELETE());
  }

  @Test
  void aFaultIsForOneDirectionOrForNoneThatThereIs() throws Exception {
    String rule = "{\"fault\":\"fin\",\"at\":\"between-fragments\",\"direction\":\"%s\"}";
    assertThat(post("faults", rule.formatted("to-client")).statusCode()).isEqualTo(201);
    assertThat(get("faults"))
        .contains("\"at\":\"BETWEEN_FRAGMENTS\",\"direction\":\"TO_CLIENT\",\"nth\":1");
    assertWrong(
        post("faults", rule.formatted("up")),
        400,
        "Unknown direction up. Allowed: [FROM_CLIENT, TO_CLIENT].");
  }

  @Test
  void aFaultIsAddedListedAndRemoved() throws Exception {
    assertThat(get("faults")).isEqualTo("{\"faults\":[]}");
    HttpResponse<String> added =
        post(
            "faults",
            "{\"fault\":\"delay\",\"by\":\"90s\",\"at\":\"invocation-result\",\"function\":\"f-default\","
                + "\"nth\":2,\"times\":3,\"probability\":0.5,\"seed\":7}");
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.headers().firstValue("content-type")).contains("application/json");
    assertThat(added.body()).isEqualTo("{\"id\":\"fault-1\"}");
    assertThat(get("faults"))
        .isEqualTo(
            "{\"faults\":[{\"id\":\"fault-1\",\"fault\":\"DELAY\",\"by\":\"PT1M30S\","
                + "\"at\":\"INVOCATION_RESULT\",\"function\":\"f-default\",\"nth\":2,\"times\":3,"
                + "\"probability\":0.5,\"seed\":7,"
                + "\"met\":0,\"struck\":0,\"state\":\"UNMATCHED\"}]}");
    assertThat(delete("faults/fault-1").statusCode()).isEqualTo(204);
    assertThat(delete("faults/fault-1").statusCode()).isEqualTo(404);
    post("faults", "{\"fault\":\"close\",\"code\":1011,\"reason\":\"x\",\"at\":\"TO_CLIENT\"}");
    assertThat(get("faults"))
        .contains("\"fault\":\"CLOSE\",\"code\":1011,\"reason\":\"x\",\"at\":\"TO_CLIENT\"");
    assertThat(delete("faults").statusCode()).isEqualTo(204);
    assertThat(get("faults")).isEqualTo("{\"faults\":[]}");
  }

  @Test
  void aFaultIsForConnectionsThatAreIdleOrOld() throws Exception {
    String rule = "{\"fault\":\"silence\",\"at\":\"from-client\",\"idle\":\"350s\",\"age\":\"1h\"}";
    assertThat(post("faults", rule).statusCode()).isEqualTo(201);
    assertThat(get("faults")).contains("\"idle\":\"PT5M50S\",\"age\":\"PT1H\",\"nth\":1");
    assertWrong(
        post("faults", rule.replace("350s", "long")), 400, "\"idle\": Invalid duration \"long\".");
    assertWrong(
        post("faults", rule.replace("from-client", "handshake").replace("silence", "reset")),
        400,
        "A fault at HANDSHAKE cannot be for the idle PT5M50S. Supported there: [api, stage, share].");
  }

  @Test
  void aTokenIsSignedAsAskedFor() throws Exception {
    HttpResponse<String> made =
        post(
            "tokens",
            "{\"pool\":\"us-east-1_a1b2c3d4e\",\"username\":\"ann\",\"use\":\"access\",\"sub\":\"1\","
                + "\"groups\":[\"a\",\"b\"],\"scopes\":\"read\",\"claims\":{\"level\":7},"
                + "\"client\":\"web\",\"lifetime\":\"5m\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body())
        .startsWith(
            "{\"pool\":\"us-east-1_a1b2c3d4e\","
                + "\"issuer\":\"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1b2c3d4e\",");
    String token =
        Json.parse(made.body().getBytes(UTF_8))
            .flatMap(json -> json.child("token"))
            .flatMap(Json::string)
            .orElseThrow();
    assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8))
        .contains("\"sub\":\"1\"", "\"cognito:groups\":[\"a\",\"b\"]", "\"scope\":\"read\"")
        .contains("\"level\":7", "\"client_id\":\"web\"", "\"username\":\"ann\"");
  }

  @Test
  void aTokenThatCannotBeMadeIsRefusedWithTheReason() throws Exception {
    assertWrong(post("tokens", "[]"), 400, "The body is not a JSON object.");
    assertWrong(post("tokens", "{\"user\":\"ann\"}"), 400, "Unknown field \"user\". Allowed: [");
    assertWrong(post("tokens", "{\"username\":\"ann\"}"), 400, "Which user pool?");
    String pool = "{\"pool\":\"us-east-1_a\",%s}";
    assertWrong(post("tokens", pool.formatted("\"use\":\"id\"")), 400, "\"username\" is missing.");
    String ann = "\"username\":\"ann\",";
    assertWrong(
        post("tokens", pool.formatted(ann + "\"use\":\"refresh\"")),
        400,
        "Unknown use \"refresh\". Allowed: access, id.");
    assertWrong(
        post("tokens", pool.formatted(ann + "\"lifetime\":\"long\"")), 400, "\"lifetime\": ");
    assertWrong(post("tokens", pool.formatted(ann + "\"sub\":{}")), 400, "\"sub\" is not a text.");
    assertWrong(
        post("tokens", pool.formatted(ann + "\"claims\":{\"email\":null}")),
        400,
        "A claim is null. Leave it out.");
    assertWrong(send(at("tokens").DELETE()), 405, "DELETE /_emulator/tokens is not supported.");
    assertThat(get("tokens")).isEqualTo("{\"pools\":[]}");
  }

  @Test
  void anAddedFaultHappens() throws Exception {
    try (RawClient client = rig.open()) {
      post("faults", "{\"fault\":\"close\",\"code\":4000,\"at\":\"FROM_CLIENT\",\"times\":1}");
      client.text("hello");
      assertThat(client.read().closeCode()).isEqualTo(4000);
    }
  }

  @Test
  void aScenarioBeginsForOneConnection() throws Exception {
    try (RawClient idle = rig.open()) {
      HttpResponse<String> begun = post("faults", "{\"scenario\":\"idle-limit\"}");
      assertThat(begun.body())
          .isEqualTo("{\"scenario\":\"IDLE_LIMIT\",\"rules\":[],\"connections\":1,\"struck\":1}");
      assertThat(idle.read().closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertWrong(post("faults", "[1]"), 400, "The body is not a JSON object. Send one, such as {}.");
    assertWrong(post("faults", "{\"fault\":\"reset\"}"), 400, "\"at\" is missing.");
    assertWrong(
        post("faults", "{\"fault\":\"rest\",\"at\":\"TO_CLIENT\"}"),
        400,
        "Unknown fault rest. Allowed: [RESET, FIN,");
    assertWrong(
        post("faults", "{\"fault\":\"crash\",\"at\":\"TO_CLIENT\"}"),
        400,
        "The fault crash cannot happen at TO_CLIENT.");
    assertWrong(
        post("faults", "{\"fault\":\"answer\",\"at\":\"BACK_END\",\"route\":\"greet\"}"),
        400,
        "A fault at BACK_END cannot be for the route greet. Supported there: [service, function,");
    assertWrong(
        post("faults", "{\"scenario\":\"function-timeout\",\"connection\":\"c\"}"),
        400,
        "A fault at BACK_END cannot be for the connection c. Supported there: [service, function,");
    assertWrong(
        post("faults", "{\"fault\":\"reset\",\"at\":\"TO_CLIENT\",\"functon\":\"a\"}"),
        400,
        "Unknown field \"functon\".");
    assertWrong(
        post("faults", "{\"fault\":\"delay\",\"by\":\"long\",\"at\":\"INVOCATION\"}"),
        400,
        "\"by\": Invalid duration \"long\".");
    assertWrong(post("time", "{\"advance\":\"-1s\"}"), 400, "Time cannot go back by PT1S.");
    assertWrong(delete("journal"), 405, "DELETE /_emulator/journal is not supported.");
    assertWrong(send(at("journal?type=Open")), 400, "Unknown type Open. Allowed: [Clock");
    assertWrong(send(at("journal?format=xml")), 400, "Unknown format xml.");
    assertWrong(send(at("connections/nobody")), 404, "There is no open connection nobody.");
    assertWrong(delete("connections/nobody"), 404, "There is no open connection nobody.");
    assertWrong(
        delete("connections/nobody?fault=crash"), 400, "A connection cannot be struck by crash.");
  }

  private static void assertWrong(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Json.parse(answer.body().getBytes(UTF_8)).orElseThrow().child("message"))
        .flatMap(Json::string)
        .hasValueSatisfying(message -> assertThat(message).startsWith(words));
  }

  @Test
  void connectionsAreListedPostedToAndDropped() throws Exception {
    assertThat(get("connections")).isEqualTo("{\"connections\":[]}");
    try (RawClient client = rig.open()) {
      String id = rig.lastId();
      String path = "connections/" + id;
      assertThat(get("connections")).isEqualTo("{\"connections\":[" + get(path) + "]}");
      assertThat(get(path))
          .isEqualTo(
              "{\"connectionId\":\"%s\",\"apiId\":\"a1b2c3d4e5\",\"stage\":\"%s\",\"connectedAt\":\"%s\",\"lastActiveAt\":\"%s\",\"sourceIp\":\"127.0.0.1\"}"
                  .formatted(
                      id, rig.emulator().endpoints().get(0).stage(), time.now(), time.now()));
      assertThat(post(path, "hello").statusCode()).isEqualTo(204);
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(delete(path + "?fault=close&code=4001&reason=go%20away").statusCode())
          .isEqualTo(204);
      assertThat(client.read().closeCode()).isEqualTo(4001);
    }
    try (RawClient client = rig.open()) {
      assertThat(delete("connections/" + rig.lastId().replace("=", "%3D")).statusCode())
          .isEqualTo(204);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void theJournalIsReadInThreeFormats() throws Exception {
    try (RawClient client = rig.open()) {
      String id = rig.lastId();
      client.text("{\"token\":\"secret\"}");
      client.read();
      assertThat(get("journal?connection=" + id + "&type=MessageReceived"))
          .matches(
              "\\{\"sequence\":1,\"type\":\"MessageReceived\",\"at\":\"[^\"]+\",\"connectionId\":\"%s\",\"requestId\":\"[^\"]+\",\"routeKey\":\"\\$default\",\"body\":\"\\{\\\\\"token\\\\\":\\\\\"\\*{3}\\\\\"}\"}\n"
                  .formatted(id));
      assertThat(get("journal?last=1").lines()).hasSize(1);
      assertThat(get("journal?since=1").lines().findFirst().orElseThrow())
          .startsWith("{\"sequence\":1,");
      assertThat(get("journal?since=1000000")).isEmpty();
      assertThat(get("journal?function=f-default").lines()).hasSize(2);
      assertThat(get("journal?format=text")).contains("client1").contains("──>");
      assertThat(get("journal?format=mermaid")).startsWith("sequenceDiagram");
    }
  }

  @Test
  void theJournalIsFollowed() throws Exception {
    HttpResponse<InputStream> answer =
        http.send(at("journal?follow=true&type=Handshake").build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        RawClient client = rig.open()) {
      assertThat(nextLine(lines))
          .startsWith("{\"sequence\":0,\"type\":\"Handshake\"")
          .contains(rig.lastId());
      client.text("hello");
      client.read();
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
  void clientsAreRecorded() throws Exception {
    HttpResponse<InputStream> answer =
        http.send(at("recording").build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(nextLine(lines)).startsWith("{\"recording\":2,");
      try (RawClient client = rig.open()) {
        client.text("hello");
        assertThat(nextLine(lines)).contains("\"event\":\"connect\"");
        assertThat(nextLine(lines)).contains("\"event\":\"answer\",\"status\":101");
        assertThat(nextLine(lines)).contains("\"event\":\"send\"").contains("\"text\":\"hello\"");
      }
    }
  }

  @Test
  void timeIsToldAndAdvanced() throws Exception {
    String now = time.now().toString();
    assertThat(get("time")).isEqualTo("{\"now\":\"" + now + "\",\"virtual\":true}");
    String later = time.now().plus(Duration.ofMinutes(10)).toString();
    assertThat(post("time", "{\"advance\":\"10m\"}").body())
        .isEqualTo("{\"now\":\"" + later + "\",\"virtual\":true}");
    assertThat(time.now()).hasToString(later);
    try (Rig real = new Rig().echo().start()) {
      URI url = real.emulator().baseUrl().resolve("/_emulator/time");
      HttpRequest.Builder advance =
          HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("{\"advance\":\"1s\"}"));
      assertWrong(send(advance), 409, "The emulator uses the system clock.");
    }
  }

  @Test
  void timePassesWhenTheFunctionsAtWorkHaveEndedIfThatIsWanted() throws Exception {
    CountDownLatch ends = new CountDownLatch(1);
    VirtualTime clock = new VirtualTime();
    try (Rig slow =
            new Rig()
                .twoWay(
                    "$default",
                    event -> {
                      ends.await();
                      return Rig.echoed(event);
                    })
                .time(clock)
                .start();
        RawClient client = slow.open()) {
      client.text("hello");
      slow.journal().next(Invoking.class, Duration.ofSeconds(20));
      HttpRequest.Builder advance =
          HttpRequest.newBuilder(slow.emulator().baseUrl().resolve("/_emulator/time"))
              .POST(BodyPublishers.ofString("{\"advance\":\"20s\",\"settle\":\"20s\"}"));
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(advance.build(), BodyHandlers.ofString());
      Instant before = clock.now();
      for (int call = 0; call < 20; call++) {
        get("time"); // long enough for time to pass, if it could
        assertThat(clock.now()).isEqualTo(before);
      }
      ends.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      Invoked end = slow.journal().next(Invoked.class, Duration.ofSeconds(20));
      assertThat(end.outcome()).isEqualTo("success");
      assertThat(end.at()).isEqualTo(clock.now().minusSeconds(20));
    }
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws Exception {
    for (String path : new String[] {"faults", "connections", "journal", "time", "recording"}) {
      HttpRequest.Builder foreign = at(path).header("Origin", "https://evil.example");
      assertThat(send(foreign).statusCode()).as(path).isEqualTo(403);
    }
    HttpRequest.Builder foreign =
        at("faults")
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofString("{\"fault\":\"reset\",\"at\":\"TO_CLIENT\"}"));
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(rig.emulator().faults().active()).isEmpty();
  }
}
