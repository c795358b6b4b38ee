package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A shop that takes orders, once without a look at their ids, and once with one. Its clock is
 * virtual.
 */
final class OrderApp {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Guarded by {@code this}. */
  private final List<String> orders = new ArrayList<>();

  /** Guarded by {@code this}. */
  private final Set<String> ordersById = new LinkedHashSet<>();

  EmulatorExtension extension() {
    return EmulatorExtension.builder()
        .api(
            WebSocketApi.builder("shop")
                .route(Route.twoWay("order", Integration.lambdaProxy("Order")))
                .route(Route.twoWay("carefulOrder", Integration.lambdaProxy("CarefulOrder")))
                .build())
        .function("Order", (LambdaFunction) event -> take(event, orders))
        .function("CarefulOrder", (LambdaFunction) event -> take(event, ordersById))
        .virtualTime()
        .build();
  }

  /** Takes an order; answers how many there are. */
  private synchronized byte[] take(byte[] event, Collection<String> taken) throws IOException {
    String message = JSON.readTree(event).path("body").asText();
    taken.add(JSON.readTree(message).path("id").asText());
    return "{\"statusCode\":200,\"body\":\"%d taken\"}".formatted(taken.size()).getBytes(UTF_8);
  }

  synchronized void clear() {
    orders.clear();
    ordersById.clear();
  }

  static void order(TestClient client, String id) {
    client.send("{\"action\":\"order\",\"id\":\"%s\"}".formatted(id));
  }

  static void orderCarefully(TestClient client, String id) {
    client.send("{\"action\":\"carefulOrder\",\"id\":\"%s\"}".formatted(id));
  }
}
