package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * An API for many clients whose {@code $connect} works for long, and one whose does not. Functions
 * work by the emulator's clock, which is virtual.
 */
final class CrowdApp implements AutoCloseable {
  static final Duration WORK = Duration.ofSeconds(22);
  private static final byte[] FINE = "{\"statusCode\":200}".getBytes(UTF_8);
  private static final byte[] DONE = "{\"statusCode\":200,\"body\":\"done\"}".getBytes(UTF_8);

  private final EmulatorExtension extension =
      EmulatorExtension.builder()
          .emulator(
              builder ->
                  builder
                      .api(api("slow", "Work"))
                      .api(api("quick", "Accept"))
                      .function(function("Work", event -> work(WORK, FINE)))
                      .function(function("Accept", event -> FINE))
                      .function(function("Order", event -> work(Duration.ofSeconds(1), DONE)))
                      .function(function("Tell", event -> tell(1)))
                      .function(function("TellAtOnce", event -> tell(Integer.MAX_VALUE))))
          .virtualTime()
          .build();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger working = new AtomicInteger();
  private volatile List<String> ids = List.of();

  private static WebSocketApi api(String name, String connect) {
    return WebSocketApi.builder(name)
        .apiId(name)
        .route("$connect", connect)
        .route(Route.twoWay("order", Integration.lambdaProxy("Order")))
        .route("tell", "Tell")
        .route("tellAtOnce", "TellAtOnce")
        .build();
  }

  private static FunctionDefinition function(String name, LambdaFunction handler) {
    return FunctionDefinition.of(name, handler).toBuilder().timeout(Duration.ofMinutes(2)).build();
  }

  EmulatorExtension extension() {
    return extension;
  }

  /** Works for so long. */
  private byte[] work(Duration time, byte[] answer) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    extension.emulator().time().after(time, end::countDown);
    working.incrementAndGet();
    end.await();
    working.decrementAndGet();
    return answer;
  }

  /** Returns how many functions are at work. */
  int working() {
    return working.get();
  }

  /** Connects a crowd at once, to the API of this name. */
  List<CompletableFuture<TestClient>> connecting(String api, int howMany) {
    URI url = url(api);
    return IntStream.range(0, howMany)
        .mapToObj(each -> CompletableFuture.supplyAsync(() -> TestClient.connect(url), threads))
        .toList();
  }

  URI url(String api) {
    return endpoint(api).webSocketUrl();
  }

  private StageEndpoint endpoint(String api) {
    return extension.emulator().endpoints().stream()
        .filter(endpoint -> endpoint.apiId().equals(api))
        .findFirst()
        .orElseThrow();
  }

  /** Sets who is told. */
  void tells(List<TestClient> clients) {
    ids = clients.stream().map(TestClient::connectionId).toList();
  }

  /** Posts to all, to so many of them at a time. */
  private byte[] tell(int atATime) {
    URI endpoint = endpoint("quick").connectionsEndpoint();
    Region region = Region.of(extension.emulator().stack().region());
    try (ApiGatewayManagementApiClient api = OwnerClients.connections(endpoint, region)) {
      Stream<Runnable> posts =
          ids.stream()
              .map(
                  id ->
                      () ->
                          api.postToConnection(
                              post -> post.connectionId(id).data(SdkBytes.fromUtf8String("news"))));
      if (atATime == 1) {
        posts.forEach(Runnable::run);
      } else {
        posts
            .map(post -> CompletableFuture.runAsync(post, threads))
            .toList()
            .forEach(CompletableFuture::join);
      }
    }
    return FINE;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
