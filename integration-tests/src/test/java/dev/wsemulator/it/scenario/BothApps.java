package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.translate.TranslateClient;

/** The translator app and its naive ancestor on one emulator, whose clock stands still. */
final class BothApps
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For functions that load what they need, on a machine that is busy with other tests. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(90);

  private static final Path TEMPLATE = Path.of("../translator-app/template.yaml");
  private final EmulatorExtension extension;
  private final Naive naive;
  private final Map<Journal, JournalCursor> cursors = new ConcurrentHashMap<>();
  private AwsEnvironment aws;
  private ApiGatewayManagementApiClient ofNaive;
  private ApiGatewayManagementApiClient ofReal;
  private TranslateClient translate;
  private long mark;

  /**
   * Creates an emulator.
   *
   * @param clockBehind how much the emulator's clock is behind that of the handlers, so that its
   *     connections seem older to them
   * @param quotas the limits
   */
  BothApps(Duration clockBehind, Quotas quotas) {
    naive = new Naive(() -> ofNaive, () -> translate);
    Stack real = Template.of(TEMPLATE).load();
    extension =
        EmulatorExtension.builder()
            .emulator(
                builder -> {
                  naive.addTo(builder, real);
                  builder
                      .time(new VirtualTime(Instant.now().minus(clockBehind)))
                      .clockInFunctions(false)
                      .quotas(quotas);
                })
            .backEnd(() -> aws = AwsEnvironment.embedded())
            .allowFunctionErrors("*") // the naive app fails, which is what it is for
            .build();
  }

  WebSocketApiEmulator emulator() {
    return extension.emulator();
  }

  Naive naive() {
    return naive;
  }

  AwsEnvironment aws() {
    return aws;
  }

  /** Advances the clock. */
  void pass(Duration duration) {
    emulator().time().advance(duration);
  }

  /** A client with the id of its connection. */
  record Client(TestClient socket, String id) implements AutoCloseable {
    /** What a scenario is for, if it is for this client. */
    Matcher only() {
      return Matcher.connection(id);
    }

    void send(String message) {
      socket.send(message);
    }

    String next() {
      return socket.next(PATIENCE);
    }

    /** Returns the next message, which may come from a function that is not loaded yet. */
    String first() {
      return socket.next(FIRST_PATIENCE);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** Connects to the real app. */
  Client connect() {
    return connect(emulator().webSocketUrl());
  }

  /** Connects to the naive app. */
  Client connectNaive() {
    return connect(naiveEndpoint().webSocketUrl());
  }

  private Client connect(URI url) {
    TestClient socket = TestClient.connect(url);
    return new Client(socket, lastId());
  }

  /** Begins to connect to an app. */
  CompletableFuture<TestClient> connecting(boolean toNaive) {
    URI url = toNaive ? naiveEndpoint().webSocketUrl() : emulator().webSocketUrl();
    return CompletableFuture.supplyAsync(() -> TestClient.connect(url));
  }

  private String lastId() {
    List<Handshake> all = emulator().journal().entries(Handshake.class);
    return all.get(all.size() - 1).connectionId();
  }

  StageEndpoint naiveEndpoint() {
    return emulator().endpoints().stream()
        .filter(endpoint -> endpoint.apiId().equals(Naive.API))
        .findFirst()
        .orElseThrow();
  }

  /** Sends a text to everyone, through either app. */
  static void broadcast(Client from, String text) {
    from.send("{\"action\":\"echomessage\",\"data\":\"%s\"}".formatted(text));
  }

  /** What a client of the real app gets of a broadcast. */
  static String echo(String text) {
    return "{\"type\":\"echo\",\"data\":\"%s\"}".formatted(text);
  }

  /** Posts to a client, whichever app is its own. */
  void post(Client client, String text) {
    (isOfNaive(client) ? ofNaive : ofReal)
        .postToConnection(post -> post.connectionId(client.id()).data(Naive.bytes(text)));
  }

  /** Checks that a client has nothing to read: what it is sent now is what comes next. */
  void nothingFor(Client client) {
    post(client, "a mark");
    assertThat(client.next()).as("next message of %s", client).isEqualTo("a mark");
  }

  private boolean isOfNaive(Client client) {
    return emulator().journal().entries(Handshake.class).stream()
        .filter(handshake -> handshake.connectionId().equals(client.id()))
        .anyMatch(handshake -> handshake.apiId().equals(Naive.API));
  }

  private JournalCursor journal() {
    return cursors.computeIfAbsent(emulator().journal(), Journal::cursor);
  }

  /** Waits until a function that was called for a client has ended. */
  Invoked ended(String function, Client client) {
    return journal()
        .next(
            Invoked.class,
            PATIENCE,
            entry ->
                entry.functionName().endsWith(function)
                    && client.id().equals(entry.connectionId()));
  }

  /** Waits until a function that was called for nobody's sake has ended. */
  Invoked ended(String function) {
    return journal()
        .next(
            Invoked.class,
            PATIENCE,
            entry -> entry.functionName().endsWith(function) && entry.connectionId() == null);
  }

  /** Lets time pass until an event that has failed is delivered to its function again. */
  void retried(String function) {
    long mark = emulator().journal().end();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              pass(Duration.ofSeconds(1));
              return isInvokedSince(mark, function);
            });
  }

  private boolean isInvokedSince(long mark, String function) {
    return emulator().journal().since(mark).items().stream()
        .anyMatch(entry -> entry instanceof Invoking call && call.functionName().equals(function));
  }

  /** Waits until a fault has happened to a client. */
  void faulted(Client client) {
    journal().next(Faulted.class, PATIENCE, entry -> client.id().equals(entry.connectionId()));
  }

  /** Waits until a fault has happened at a point, and returns the connection. */
  String faulted(FaultPoint point) {
    return journal()
        .next(Faulted.class, PATIENCE, entry -> entry.point().equals(point.name()))
        .connectionId();
  }

  /** Returns the ids in the real app's table. */
  List<String> table() {
    String name = emulator().stack().outputs().get("TableName");
    return OwnerClients.dynamoDb(aws)
        .scan(scan -> scan.tableName(name).consistentRead(true))
        .items()
        .stream()
        .map(item -> item.get("connectionId").s())
        .toList();
  }

  private void clearTable() {
    String name = emulator().stack().outputs().get("TableName");
    table()
        .forEach(
            id ->
                OwnerClients.dynamoDb(aws)
                    .deleteItem(
                        delete ->
                            delete
                                .tableName(name)
                                .key(Map.of("connectionId", AttributeValue.fromS(id)))));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    extension.beforeAll(context);
    Region region = Region.of(emulator().stack().region());
    ofNaive = OwnerClients.connections(naiveEndpoint().connectionsEndpoint(), region);
    ofReal = OwnerClients.connections(emulator().connectionsEndpoint(), region);
    translate =
        TranslateClient.builder()
            .endpointOverride(aws.endpoint("translate"))
            .region(region)
            .credentialsProvider(OwnerClients.credentials(AccessKey.OWNER))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    warm();
  }

  /** Lets all functions run a few times, as their first loads and compiles what they need. */
  private void warm() {
    for (int round = 0; round < 4; round++) {
      Client real = connect();
      pass(Duration.ofSeconds(1)); // for the token buckets
      try (Client old = connectNaive()) {
        warm(real);
        warmNaive(old);
      }
      nothingFor(real);
      clearTable();
      real.close();
      ended("DisconnectFunction", real);
      pass(Duration.ofSeconds(1));
    }
  }

  private void warm(Client real) {
    emulator().begin(Scenario.THROTTLED_BROADCAST, real.only());
    broadcast(real, "warm"); // and twice again, which loads more
    assertThat(real.first()).isEqualTo(echo("warm"));
    real.send("warm");
    assertThat(real.first()).contains("usage");
    real.send("{\"action\":\"upload\",\"fileName\":\"warm.txt\"}");
    assertThat(real.first()).contains("\"upload\"");
    askForTranslation(real);
    assertThat(real.first()).contains("accepted");
    assertThat(real.first()).contains("notification");
  }

  private void warmNaive(Client old) {
    broadcast(old, "warm");
    assertThat(old.first()).isEqualTo("warm");
    put(Naive.BUCKET, "warm");
    assertThat(old.first()).isEqualTo("done");
    old.send("{\"action\":\"translate\",\"text\":\"warm\"}");
    assertThat(old.first()).startsWith("[de]");
  }

  /** Puts a document into the real app's bucket and asks for its translation. */
  void askForTranslation(Client client) {
    put(emulator().stack().outputs().get("BucketName"), "uploads/1/story.txt");
    client.send(
        "{\"action\":\"translate\",\"key\":\"uploads/1/story.txt\","
            + "\"sourceLanguage\":\"en\",\"targetLanguage\":\"de\"}");
  }

  /** Puts an object into a bucket. */
  void put(String bucket, String key) {
    OwnerClients.s3(aws)
        .putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("Once upon a time."));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    extension.beforeEach(context);
    mark = emulator().journal().end();
    clearTable();
    naive.clear();
    pass(Duration.ofSeconds(1)); // for the token buckets
  }

  @Override
  public void afterEach(ExtensionContext context) {
    emulator().faults().clear();
    endHalfOpen();
    extension.afterEach(context);
  }

  /** Ends the connections whose clients have gone unseen: they would end in another test. */
  private void endHalfOpen() {
    Set<String> open = new HashSet<>();
    for (JournalEntry entry : emulator().journal().since(mark).items()) {
      if (entry instanceof Handshake handshake && handshake.status() == 101) {
        open.add(handshake.connectionId());
      } else if (entry instanceof Closed) {
        open.remove(entry.connectionId());
      }
    }
    open.forEach(id -> emulator().faults().strike(id, Fault.reset()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    extension.afterAll(context);
    ofNaive.close();
    ofReal.close();
    translate.close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return extension.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return extension.resolveParameter(parameter, context);
  }
}
