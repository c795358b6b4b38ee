package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Sends one message to every connection of the table, several at a time. A connection that is gone
 * leaves the table, unless it is about to come; no failure of one connection keeps the message from
 * the others. This class is thread-safe.
 */
final class Broadcast {
  /** How many connections are posted to at the same time. */
  static final int CONCURRENCY = 16;

  /** How many connections received the message, were gone, or could not be reached. */
  record Outcome(int delivered, int gone, int failed) {
    @Override
    public String toString() {
      return delivered + " delivered, " + gone + " gone, " + failed + " failed";
    }
  }

  private enum Delivery {
    DELIVERED,
    GONE,
    FAILED
  }

  private final ConnectionsTable connections;
  private final Clients clients;

  /** Reads the table's name from the function's environment. */
  Broadcast() {
    this(new ConnectionsTable(AwsClients.dynamoDb(), Settings.tableName()), new Clients());
  }

  Broadcast(ConnectionsTable connections, Clients clients) {
    this.connections = connections;
    this.clients = clients;
  }

  /** Returns when every connection was tried, and logs what came of it. */
  Outcome send(URI endpoint, String text, LambdaLogger log) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(CONCURRENCY);
    try {
      List<Future<Delivery>> deliveries =
          connections
              .ids()
              .map(id -> pool.submit(() -> deliver(endpoint, id, text, log)))
              .collect(Collectors.toList());
      Outcome outcome = outcome(deliveries);
      log.log("Broadcast: " + outcome + ".\n");
      return outcome;
    } finally {
      pool.shutdownNow();
    }
  }

  private Delivery deliver(URI endpoint, String id, String text, LambdaLogger log)
      throws InterruptedException {
    try {
      clients.post(endpoint, id, text);
      return Delivery.DELIVERED;
    } catch (GoneException gone) {
      return forget(id, log);
    } catch (RuntimeException failure) {
      log.log("ERROR Connection " + id + " did not take the message: " + failure + "\n");
      return Delivery.FAILED;
    }
  }

  private Delivery forget(String id, LambdaLogger log) {
    try {
      connections.removeGone(id);
    } catch (SdkException failure) {
      log.log("ERROR Connection " + id + " is gone but stays in the table: " + failure + "\n");
    }
    return Delivery.GONE;
  }

  private static Outcome outcome(List<Future<Delivery>> deliveries) throws InterruptedException {
    int[] counts = new int[Delivery.values().length];
    for (Future<Delivery> delivery : deliveries) {
      try {
        counts[delivery.get().ordinal()]++;
      } catch (ExecutionException interrupted) {
        counts[Delivery.FAILED.ordinal()]++;
      }
    }
    return new Outcome(
        counts[Delivery.DELIVERED.ordinal()],
        counts[Delivery.GONE.ordinal()],
        counts[Delivery.FAILED.ordinal()]);
  }
}
