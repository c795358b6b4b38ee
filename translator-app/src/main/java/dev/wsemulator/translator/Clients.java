package dev.wsemulator.translator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * The connected clients, reached through the {@code @connections} of their stage. This class is
 * thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 *     {@code @connections} commands in your backend service</a>
 */
final class Clients {
  private static final Retry.Patience PATIENCE =
      new Retry.Patience(3, Duration.ofMillis(50), Duration.ofSeconds(1));

  private final Function<URI, ApiGatewayManagementApiClient> factory;
  private final Retry retry;
  private final Map<URI, ApiGatewayManagementApiClient> apis = new ConcurrentHashMap<>();

  Clients() {
    this(AwsClients::connections, new Retry(PATIENCE));
  }

  Clients(Function<URI, ApiGatewayManagementApiClient> factory, Retry retry) {
    this.factory = factory;
    this.retry = retry;
  }

  /**
   * Sends a text to one client.
   *
   * @throws software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException if the
   *     connection is closed
   */
  void post(URI endpoint, String connectionId, String text) throws InterruptedException {
    ApiGatewayManagementApiClient api = apis.computeIfAbsent(endpoint, factory);
    SdkBytes data = SdkBytes.fromUtf8String(text);
    retry.call(() -> api.postToConnection(post -> post.connectionId(connectionId).data(data)));
  }
}
