import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * An emulator whose default route sends every message back, and eight times what comes behind
 * {@code times8:}. Prints its WebSocket URL and runs until its standard input ends.
 *
 * <p>Arguments: {@code raised} for quotas that let every message through.
 */
final class Echo {
  private static final String TIMES_8 = "times8:";

  public static void main(String[] arguments) throws Exception {
    boolean raised = arguments.length > 0 && arguments[0].equals("raised");
    Quotas quotas = Quotas.builder().withoutThrottling().build();
    if (raised) {
      quotas = quotas.toBuilder().frameBytes(40_000_000).messageBytes(40_000_000).build();
    }
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .isolated(false)
            .verifyIdentity(false)
            .quotas(quotas)
            .framing(Framing.uneven(0))
            .function("echo", (LambdaFunction) Echo::echoed)
            .api(
                WebSocketApi.builder("echo")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("echo")))
                    .build())
            .start()) {
      warmUp(emulator.webSocketUrl());
      System.out.println(emulator.webSocketUrl());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  /** Sends a message and waits for its answer, so that the first of a suite is not the slowest. */
  private static void warmUp(URI url) throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            answered.countDown();
            return null;
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, listener).join();
    socket.sendText("warm", true).join();
    answered.await();
    socket.abort();
  }

  /** The event's body is a JSON string; the answer takes it as it is written. */
  private static byte[] echoed(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    String key = ",\"body\":\"";
    int from = text.indexOf(key) + key.length();
    int to = from;
    while (text.charAt(to) != '"') {
      to += text.charAt(to) == '\\' ? 2 : 1;
    }
    String body = text.substring(from, to);
    if (body.startsWith(TIMES_8)) {
      body = body.substring(TIMES_8.length()).repeat(8);
    }
    String answer = "{\"statusCode\":200,\"body\":\"" + body + "\"}";
    return answer.getBytes(StandardCharsets.UTF_8);
  }
}
