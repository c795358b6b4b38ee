package dev.wsemulator.translator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

/** An API's {@code @connections}, recording what clients receive, failing where told. */
class FakeConnections implements ApiGatewayManagementApiClient {
  static final URI ENDPOINT = URI.create("https://api.example.org/dev");

  final Map<String, List<String>> received = new ConcurrentHashMap<>();
  final List<URI> endpoints = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<SdkException>> failures = new ConcurrentHashMap<>();

  /** Makes the next posts to a connection fail, one failure for each. */
  FakeConnections failing(String connectionId, SdkException... next) {
    failures.put(connectionId, new ConcurrentLinkedQueue<>(List.of(next)));
    return this;
  }

  FakeConnections gone(String connectionId) {
    return failing(connectionId, GoneException.builder().statusCode(410).build());
  }

  Clients clients() {
    Retry retry =
        new Retry(
            new Retry.Patience(3, Duration.ofMillis(1), Duration.ofMillis(1)),
            duration -> {},
            () -> 1);
    return new Clients(
        endpoint -> {
          endpoints.add(endpoint);
          return this;
        },
        retry);
  }

  @Override
  public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
    Queue<SdkException> next = failures.get(request.connectionId());
    SdkException failure = next == null ? null : next.poll();
    if (failure != null) {
      throw failure;
    }
    received
        .computeIfAbsent(request.connectionId(), id -> new CopyOnWriteArrayList<>())
        .add(request.data().asUtf8String());
    return PostToConnectionResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "execute-api";
  }

  @Override
  public void close() {}
}
