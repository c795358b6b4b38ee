package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LambdaFunction HELLO =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  @RegisterExtension
  final EmulatorExtension extension =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("chat")
                          .route(Route.twoWay("$default", Integration.lambdaProxy("Hello")))
                          .build())
                  .function("Hello", HELLO));

  private URI url;

  @BeforeEach
  void takeUrl(WebSocketApiEmulator emulator) {
    url = emulator.webSocketUrl();
  }

  @Test
  void fragmentsMakeOneMessageAlsoWhenACharacterIsCut(TestJournal journal) {
    try (RawClient client = TestClient.raw(url)) {
      client.send(Frame.fragments("naïve", 3));
      assertThat(client.next().text()).isEqualTo("hello");
      assertThat(journal.entries(JournalEntry.MessageReceived.class))
          .extracting(entry -> entry.body().text())
          .containsExactly("naïve");
    }
  }

  @Test
  void aPingIsAnsweredAndNothingIsAnsweredByItself() {
    try (RawClient client = TestClient.raw(url)) {
      client.send(Frame.ping("are you there?"));
      assertThat(client.next())
          .isEqualTo(Frame.of(Frame.PONG, "are you there?".getBytes(UTF_8)).unmasked());
    }
  }

  @Test
  void wrongFramesReachTheGateway() {
    try (RawClient unmasked = TestClient.raw(url);
        RawClient reserved = TestClient.raw(url);
        RawClient badText = TestClient.raw(url);
        RawClient oversized = TestClient.raw(url)) {
      unmasked.send(Frame.text("hi").unmasked());
      assertThat(unmasked.next().closeStatus().code()).isEqualTo(1002);
      reserved.send(Frame.text("hi").withReserved(2));
      assertThat(reserved.next().closeStatus().code()).isEqualTo(1002);
      badText.send(Frame.of(Frame.TEXT, new byte[] {(byte) 0xc3, 0x28}));
      assertThat(badText.next().closeStatus().code()).isEqualTo(1007);
      oversized.send(Frame.text("x".repeat(70_000)));
      assertThat(oversized.next().closeStatus().code()).isEqualTo(1009);
    }
  }

  @Test
  void aCloseIsAnsweredWithItsCode() {
    try (RawClient client = TestClient.raw(url)) {
      client.send(Frame.close(4000, "bye"));
      assertThatThrownBy(() -> client.expectClose(4000, "see you"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("A close frame with 4000 \"see you\" was expected, but a close");
    }
  }

  @Test
  void aResetAndAnEndWithoutCloseFrameAreTold(WebSocketApiEmulator emulator) {
    try (RawClient reset = TestClient.raw(url)) {
      emulator.faults().add(Fault.reset().at(FaultPoint.TO_CLIENT).once());
      reset.send("hi");
      reset.expectReset();
    }
    try (RawClient ended = TestClient.raw(url)) {
      emulator.faults().add(Fault.fin().at(FaultPoint.TO_CLIENT).once());
      ended.send("hi");
      assertThatThrownBy(ended::expectReset)
          .hasMessage("The TCP connection was expected to end by RESET, but ended by EOF.");
      assertThatThrownBy(ended::next)
          .hasMessage(
              "A frame was expected, but the server had ended the TCP connection by FIN (EOF).");
      assertThat(ended.drain()).isEqualTo(RawClient.End.EOF);
    }
  }

  @Test
  void aMessageInPlaceOfTheEndIsTold() {
    try (RawClient client = TestClient.raw(url)) {
      client.send("hi");
      assertThatThrownBy(client::expectEof)
          .hasMessage(
              "The end of the TCP connection by EOF was expected, but a text frame: \"hello\" came.");
    }
  }

  @Test
  void theGatewayNoticesAResetAndAnEnd(TestJournal journal) {
    RawClient reset = TestClient.raw(url);
    reset.send(Frame.text("half of it").notLast());
    reset.reset();
    assertThat(journal.next(JournalEntry.Closed.class, PATIENCE).code()).isEqualTo(1006);
    try (RawClient ended = TestClient.raw(url)) {
      ended.end();
      assertThat(journal.next(JournalEntry.Closed.class, PATIENCE).code()).isEqualTo(1006);
      ended.drain();
    }
  }

  @Test
  void bytesGoAndComeAsTheyAre() {
    try (RawClient client = RawClient.connect(url)) {
      client.write("GET / HTTP/9\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(client.read(9), UTF_8)).isEqualTo("HTTP/1.1 ");
    }
  }

  @Test
  void aRefusedHandshakeTellsItsStatus() {
    assertThatThrownBy(() -> TestClient.raw(URI.create(url + "x")))
        .isInstanceOfSatisfying(
            HandshakeRefusedException.class,
            refused -> assertThat(refused.status()).isEqualTo(403));
  }

  @Test
  void whoDoesNotReadFillsTheBuffersOfTheSender() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RawClient slow =
            RawClient.connect(
                URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/dev"), 4096)) {
      Socket accepted = server.accept();
      accepted.setSendBufferSize(4096);
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(() -> sendEightMegabytes(accepted, sent));
      slow.read(8192);
      assertThat(sent.get()).isLessThan(4_000_000);
      assertThat(slow.drain()).isEqualTo(RawClient.End.EOF);
      sender.join();
      assertThat(sent.get()).isEqualTo(8_000_000);
    }
  }

  private static void sendEightMegabytes(Socket to, AtomicLong sent) {
    try (to) {
      while (sent.get() < 8_000_000) {
        to.getOutputStream().write(new byte[8000]);
        sent.addAndGet(8000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nobodyListeningIsTold() throws Exception {
    URI nowhere;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/dev");
    }
    assertThatThrownBy(() -> RawClient.connect(nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
