package dev.wsemulator.it.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.time.VirtualTime;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Two hours of a virtual clock with a hundred clients: nothing shows another time than that. */
class TwoHoursIT {
  private static final int CLIENTS = 100;
  private static final Duration ROUND = Duration.ofMinutes(9);
  private static final int ROUNDS = 13;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FUNCTION = "Diary";

  /** Those for each client, those for the failing event, and one that signs a URL. */
  private static final int INVOCATIONS = CLIENTS * (ROUNDS + 2) + 3 + 1;

  private final VirtualTime time = new VirtualTime();
  private final Instant begin = time.now();

  /** All that the clock shows: the rounds, the retries of a failed event, and the end. */
  private final Set<Instant> shown = new TreeSet<>();

  private final HttpClient browser = HttpClient.newHttpClient();
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator = start();
  private final List<TestClient> clients = new ArrayList<>();

  private WebSocketApiEmulator start() {
    List<Path> classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    WebSocketApi api =
        WebSocketApi.builder("diary")
            .route(Route.of("$connect", Integration.lambdaProxy(FUNCTION)))
            .route(Route.of("$disconnect", Integration.lambdaProxy(FUNCTION)))
            .route(Route.twoWay("$default", Integration.lambdaProxy(FUNCTION)))
            .build();
    Table visits =
        Table.builder(Diary.TABLE, new Key("id", null))
            .attributeTypes(Map.of("id", AttributeType.S))
            .timeToLiveAttribute("expiresAt")
            .build();
    return WebSocketApiEmulator.builder()
        .stack(
            Stack.builder()
                .apis(List.of(api))
                .functions(
                    List.of(
                        FunctionDefinition.of(
                            FUNCTION,
                            new FunctionDefinition.Files(Diary.class.getName(), classPath))))
                .tables(List.of(visits))
                .buckets(List.of(new Bucket(Diary.BUCKET, List.of(), List.of())))
                .build())
        .backEnd(aws)
        .time(time)
        .statics(0) // what is looked at is the clock, not fifty cold starts
        .verifyIdentity(false)
        .start();
  }

  @AfterEach
  void close() {
    clients.forEach(TestClient::close);
    emulator.close();
  }

  private void advance(Duration by) {
    time.advance(by);
    shown.add(time.now());
  }

  /** Waits until so many invocations have ended. */
  private void awaitEnds(int count) {
    assertThat(
            emulator
                .journal()
                .await(PATIENCE, () -> emulator.journal().entries(Invoked.class).size() >= count))
        .as("%d invocations have ended", count)
        .isTrue();
  }

  private HttpResponse<String> get(String url) throws Exception {
    return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  @Test
  void everyTimeThatAnybodySeesIsThatOfTheVirtualClock(TestReporter reporter) throws Exception {
    shown.addAll(
        List.of(
            begin,
            begin.plus(Duration.ofMinutes(1)),
            begin.plus(Duration.ofMinutes(3)),
            begin.plus(Duration.ofHours(2))));
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(TestClient.connect(emulator.webSocketUrl()));
    }
    failAnEvent();
    String url = signedUrl();
    expectDate(get(url), 200);
    long real = System.nanoTime();
    for (int round = 1; round <= ROUNDS; round++) {
      advance(ROUND);
      for (TestClient client : clients) {
        client.send("still here");
      }
      for (TestClient client : clients) {
        client.next();
      }
      expectDate(
          get(url),
          time.now().isBefore(begin.plus(Duration.ofMinutes(Diary.URL_MINUTES))) ? 200 : 403);
    }
    advance(Duration.ofHours(2).minus(ROUND.multipliedBy(ROUNDS)));
    for (TestClient client : clients) {
      client.expectClose(1001, "Going away");
    }
    awaitEnds(INVOCATIONS);
    reporter.publishEntry(
        "two hours took", (System.nanoTime() - real) / 1_000_000 + " ms of real time");
    expectEntriesAndLogs();
    expectItemsAndObjects();
    expectOnlyKnownDatesOfTheMachine();
  }

  /** An asynchronous event fails, and is tried again after one and after two more minutes. */
  private void failAnEvent() {
    try (LambdaClient lambda =
        LambdaClient.builder()
            .endpointOverride(emulator.connectionsEndpoint().resolve("/"))
            .region(Region.US_EAST_1)
            .credentialsProvider(OwnerClients.credentials(aws.accessKey()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      lambda.invoke(
          invoke ->
              invoke
                  .functionName(FUNCTION)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String("{\"fail\":true}")));
    }
    awaitEnds(CLIENTS + 1);
  }

  private String signedUrl() {
    clients.get(0).send("sign");
    return clients.get(0).next();
  }

  private void expectDate(HttpResponse<?> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    String date = answer.headers().firstValue("Date").orElseThrow();
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isEqualTo(time.now());
  }

  private void expectEntriesAndLogs() {
    assertThat(emulator.journal().entries()).extracting(JournalEntry::at).isSubsetOf(shown);
    assertThat(emulator.journal().entries(Closed.class))
        .hasSize(CLIENTS)
        .allMatch(end -> end.at().equals(begin.plus(Duration.ofHours(2))));
    List<LogLine> lines = emulator.logs(FUNCTION).lines();
    assertThat(lines).extracting(LogLine::time).isSubsetOf(shown);
    List<String> clocks =
        lines.stream()
            .map(LogLine::text)
            .filter(text -> text.startsWith("clocks "))
            .flatMap(text -> Arrays.stream(text.substring("clocks ".length()).strip().split(" ")))
            .toList();
    assertThat(clocks)
        .hasSize(4 * INVOCATIONS)
        .extracting(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
        .isSubsetOf(shown);
    assertThat(
            emulator.journal().entries(Invoked.class).stream()
                .filter(invoked -> !invoked.outcome().equals("success"))
                .map(JournalEntry::at))
        .containsExactly(
            begin, begin.plus(Duration.ofMinutes(1)), begin.plus(Duration.ofMinutes(3)));
  }

  private void expectItemsAndObjects() {
    List<Map<String, AttributeValue>> items =
        OwnerClients.dynamoDb(aws).scan(scan -> scan.tableName(Diary.TABLE)).items();
    assertThat(items).as("those for an hour are gone").hasSize(CLIENTS);
    String end = Long.toString(begin.plus(Duration.ofHours(2)).toEpochMilli());
    String first = Long.toString(begin.toEpochMilli());
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.get("enteredAt").n()).isEqualTo(first);
              assertThat(item.get("requestedAt").n()).isEqualTo(first);
              assertThat(item.get("leftAt").n()).isEqualTo(end);
            });
    assertThat(OwnerClients.s3(aws).listObjectsV2(list -> list.bucket(Diary.BUCKET)).contents())
        .hasSize(CLIENTS)
        .extracting(S3Object::lastModified)
        .containsOnly(begin);
  }

  /** What the reference lists: DynamoDB Local dates its tables itself. */
  private void expectOnlyKnownDatesOfTheMachine() {
    var table =
        OwnerClients.dynamoDb(aws).describeTable(table1 -> table1.tableName(Diary.TABLE)).table();
    Set<String> dates =
        table.sdkFields().stream()
            .filter(field -> field.getValueOrDefault(table) instanceof Instant)
            .map(field -> field.memberName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(dates).containsExactly("CreationDateTime");
  }
}
