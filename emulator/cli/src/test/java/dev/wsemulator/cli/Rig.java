package dev.wsemulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.cli.console.ProcessEnvironment;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An emulator with one API, whose default route answers, and the command line beside it. */
public final class Rig implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WebSocketApiEmulator emulator;
  private final JournalCursor journal;

  /** Answers every message with itself. */
  public static final LambdaFunction ECHO =
      event -> {
        JsonNode request = JSON.readTree(event);
        return JSON.writeValueAsBytes(
            Map.of("statusCode", 200, "body", request.path("body").asText()));
      };

  public Rig(LambdaFunction function) {
    this(function, TimeSource.system());
  }

  public Rig(LambdaFunction function, TimeSource time) {
    this.emulator =
        WebSocketApiEmulator.builder()
            .isolated(false)
            .time(time)
            .api(
                WebSocketApi.builder("rig")
                    .apiId("a1b2c3d4e5")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("Answer")))
                    .route("$connect", "Connect")
                    .build())
            .function("Answer", function)
            .function("Connect", (LambdaFunction) Rig::connect)
            .start();
    journal = emulator.journal().cursor();
  }

  /** Lets in whoever does not ask to be refused, and chooses the first subprotocol. */
  private static byte[] connect(byte[] event) throws IOException {
    JsonNode request = JSON.readTree(event);
    boolean refused = request.path("queryStringParameters").path("refuse").asBoolean();
    String offered = request.path("headers").path("Sec-WebSocket-Protocol").asText();
    String chosen =
        offered.isEmpty() || offered.startsWith("none")
            ? ""
            : ",\"headers\":{\"Sec-WebSocket-Protocol\":\"%s\"}".formatted(offered.split(",")[0]);
    return "{\"statusCode\":%d%s}".formatted(refused ? 401 : 200, chosen).getBytes(UTF_8);
  }

  public WebSocketApiEmulator emulator() {
    return emulator;
  }

  /** Returns the journal's entries, each to be taken once. */
  public JournalCursor journal() {
    return journal;
  }

  public String url() {
    return emulator.baseUrl().toString();
  }

  public String lastId() {
    List<Handshake> all = emulator.journal().entries(Handshake.class);
    return all.get(all.size() - 1).connectionId();
  }

  /** Runs a command against the emulator, to its end. */
  public Run run(String... arguments) {
    return begin("", arguments).end();
  }

  /** Runs a command with something on its standard input, to its end. */
  public Run runWith(String input, String... arguments) {
    return begin(input, arguments).end();
  }

  /** Begins to run a command against the emulator. */
  public Run begin(String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add(url());
    return Run.begin(new ByteArrayInputStream(input.getBytes(UTF_8)), all.toArray(String[]::new));
  }

  /** Opens a connection. */
  public Peer open() {
    Peer peer = new Peer();
    peer.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(emulator.webSocketUrl(), peer)
            .join();
    return peer;
  }

  @Override
  public void close() {
    emulator.close();
  }

  /** A client that is not the command line. */
  public static final class Peer implements WebSocket.Listener {
    final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<String> end = new CompletableFuture<>();
    private WebSocket socket;

    public void say(String text) {
      socket.sendText(text, true).join();
    }

    public String next() throws InterruptedException {
      return messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    public String ended() throws Exception {
      return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    public void close() {
      socket.sendClose(1000, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      messages.add(text.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end.complete((code + " " + reason).strip());
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
      end.complete("lost");
    }
  }

  /** A command that runs. */
  public static final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> code;

    private Run(ProcessEnvironment environment, String... arguments) {
      code =
          CompletableFuture.supplyAsync(
              () ->
                  Main.commandLine(environment)
                      .setOut(new PrintWriter(out, true))
                      .setErr(new PrintWriter(err, true))
                      .execute(arguments),
              task -> new Thread(task, "command").start());
    }

    public static Run begin(InputStream in, String... arguments) {
      return new Run(new ProcessEnvironment(in, false, name -> null), arguments);
    }

    /** Runs a command without an emulator, in an environment that has these variables only. */
    public static Run in(Map<String, String> environment, String... arguments) {
      InputStream nothing = InputStream.nullInputStream();
      return new Run(new ProcessEnvironment(nothing, false, environment::get), arguments).end();
    }

    /** Runs a command without an emulator. */
    public static Run of(String... arguments) {
      return begin(InputStream.nullInputStream(), arguments).end();
    }

    Run end() {
      code();
      return this;
    }

    public int code() {
      return code.orTimeout(60, TimeUnit.SECONDS).join();
    }

    public String out() {
      return out.toString().strip();
    }

    public String err() {
      return err.toString().strip();
    }

    /** Waits until this is on standard output. */
    public Run says(String words) {
      Awaitility.await().atMost(PATIENCE).until(() -> out().contains(words));
      return this;
    }

    /** Waits until this is on standard error. */
    public Run notes(String words) {
      Awaitility.await().atMost(PATIENCE).until(() -> err().contains(words));
      return this;
    }

    public JsonNode json() {
      return json(out());
    }

    public List<JsonNode> jsonLines() {
      return out().lines().map(Run::json).toList();
    }

    private static JsonNode json(String text) {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException("This is not JSON: " + text, e);
      }
    }
  }

  /** Returns a URL where nobody listens. */
  public static URI nowhere() {
    URI url;
    try (Rig gone = new Rig(ECHO)) {
      url = gone.emulator.baseUrl();
    }
    return url;
  }
}
