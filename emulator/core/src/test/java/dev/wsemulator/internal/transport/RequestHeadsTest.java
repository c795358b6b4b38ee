package dev.wsemulator.internal.transport;

import static dev.wsemulator.testing.Rig.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose heads are unusual, or never end. */
class RequestHeadsTest {
  private static Rig started() {
    return new Rig().route("$connect", Rig.OK).echo().verified(false).start();
  }

  @Aws({"EV-11", "REC-066"})
  @Test
  void namesAndValuesReachTheFunctionAsTheyWereSent() throws Exception {
    String[][] sent = {
      {"authorization", "bearer X"},
      {"cookie", "a=B"},
      {"oRiGiN", "HTTP://Example.COM"},
      {"user-agent", "agent/1"},
      {"accept-language", "DE"},
      {"PRAGMA", "No-Cache"},
      {"cache-control", "No-Cache"},
      {"accept", "Text/HTML"},
      {"x-Own", "own"},
      {"Content-type", "application/json;charset=UTF-8"},
      {"accept-encoding", "GZIP, Deflate, BR"}
    };
    StringBuilder lines = new StringBuilder();
    for (String[] header : sent) {
      lines.append(header[0]).append(": ").append(header[1]).append("\r\n");
    }
    try (Rig rig = started()) {
      for (int again = 0; again < 2; again++) {
        try (RawClient client = RawClient.connect(rig.url())) {
          assertThat(client.upgrade(rig.url(), lines.toString()).status()).isEqualTo(101);
        }
        Json event = rig.event("CONNECT");
        for (String[] header : sent) {
          assertThat(at(event, "headers", header[0])).isEqualTo(header[1]);
        }
      }
    }
  }

  /** Bytes may come one by one, and the body of one request right behind the head. */
  @Aws("EV-11")
  @Test
  void aHeadMayComeInPieces() throws Exception {
    try (Rig rig = started();
        RawClient client = RawClient.connect(rig.url())) {
      String more = "authorization:x\r\ncookie:  a=B  \r\nOrigin:\r\n";
      byte[] bytes = Rig.bytes(RawClient.upgradeRequest(rig.url(), more));
      for (int i = 0; i < bytes.length - 1; i++) {
        client.write(new byte[] {bytes[i]});
      }
      assertThat(client.head("\n")).startsWith("HTTP/1.1 101 ");
      Json event = rig.event("CONNECT");
      assertThat(at(event, "headers", "authorization")).isEqualTo("x");
      assertThat(at(event, "headers", "cookie")).isEqualTo("a=B");
      assertThat(at(event, "headers", "Origin")).isEmpty();
    }
  }

  @Aws("REC-040")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: a\r\nAuthorization: b\r\n",
        "authorization: a\r\nAuthorization:\r\n"
      })
  void twoLinesOfAuthorizationAreRefusedByTheLoadBalancer(String lines) throws Exception {
    try (Rig rig = started();
        RawClient client = RawClient.connect(rig.url())) {
      String head = client.head(RawClient.upgradeRequest(rig.url(), lines));
      assertThat(head)
          .matches(
              "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nDate: [^\r]*\r\n"
                  + "Content-Type: text/html\r\nContent-Length: 122\r\nConnection: close\r\n\r\n");
      assertThat(client.rest())
          .isEqualTo(
              "<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n"
                  + "<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n");
      assertThat(rig.eventsLeft()).isZero();
      assertThat(reason(rig)).isEqualTo("two-authorizations");
    }
  }

  private static String reason(Rig rig) {
    var refused = rig.emulator().journal().entries(JournalEntry.RequestRefused.class);
    return refused.get(refused.size() - 1).why().code();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev", "/_emulator/health", "/2015-03-31/functions/"})
  void aHostOfThousandsOfLabelsIsABadRequest(String path) throws Exception {
    try (Rig rig = started();
        RawClient client = RawClient.connect(rig.url())) {
      Answer answer =
          client.request(
              "GET %s HTTP/1.1\r\nHost: %slocalhost\r\nOrigin: x\r\n\r\n"
                  .formatted(path, "a.".repeat(10_000)));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(reason(rig)).isEqualTo("long-host");
    }
  }

  @Test
  void aRequestThatNeverEndsIsCutOffAfterItsTime() throws Exception {
    try (Rig rig =
        new Rig().route("$connect", Rig.OK).echo().quota("handshakeTimeout", "300ms").start()) {
      try (RawClient silent = RawClient.connect(rig.url());
          RawClient begun = RawClient.connect(rig.url());
          RawClient kept = RawClient.connect(rig.url());
          RawClient open = rig.open()) {
        begun.write(Rig.bytes("GET /dev HTTP/1.1\r\nHost: loc"));
        String get = "GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        assertThat(kept.request(get).status()).isEqualTo(200);
        assertThat(silent.isAtEnd()).isTrue();
        assertThat(begun.isAtEnd()).isTrue();
        assertThat(kept.request(get).status()).isEqualTo(200); // it waits for nothing
        kept.write(Rig.bytes("GET /dev HT"));
        assertThat(kept.isAtEnd()).isTrue();
        open.text("on");
        assertThat(open.read().text()).isEqualTo("on");
      }
    }
  }

  @Test
  void ofTooManyUnfinishedRequestsTheOldestGivesWay() throws Exception {
    List<RawClient> silent = new ArrayList<>();
    BlockingQueue<RawClient> ended = new LinkedBlockingQueue<>();
    try (Rig rig =
        new Rig().route("$connect", Rig.OK).echo().quota("pendingHandshakes", "2").start()) {
      for (int i = 0; i < 10; i++) {
        RawClient client = RawClient.connect(rig.url());
        silent.add(client);
        new Thread(() -> ended.add(client.isAtEnd() ? client : null)).start();
      }
      for (int i = 0; i < 8; i++) {
        assertThat(ended.poll(10, TimeUnit.SECONDS)).as("cut off").isNotNull();
      }
      try (RawClient client = rig.open()) {
        assertThat(ended.poll(10, TimeUnit.SECONDS)).as("cut off").isNotNull();
        client.text("in");
        assertThat(client.read().text()).isEqualTo("in");
      }
      assertThat(ended).isEmpty();
    } finally {
      for (RawClient each : silent) {
        each.close();
      }
    }
  }
}
