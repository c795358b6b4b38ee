package dev.wsemulator.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What the functions kept, read over a route of the API. */
final class Captured implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Client client;

  Captured(Deployment deployment) throws IOException {
    this.client = deployment.open();
  }

  /** Returns all that is kept about a connection. */
  List<JsonNode> ofConnection(String id) throws IOException {
    return list(client.ask(Text.message("captured", "id", id)));
  }

  /** Returns all that a test caused. */
  List<JsonNode> ofTest(String test) throws IOException {
    return list(client.ask(Text.message("captured", "test", test)));
  }

  /** Lets the function go on that waits for this. */
  void signal(String signal) throws IOException {
    client.ask(Text.message("captured", "signal", signal));
  }

  /** Waits for the only event of this type of a connection. */
  JsonNode event(String type, String connectionId) {
    return Awaitility.await(type + " of " + connectionId)
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(() -> only(type, ofConnection(connectionId)), Optional::isPresent)
        .get();
  }

  /** Waits for the only event of this type that a test causes. */
  JsonNode eventOfTest(String type, String test) {
    return Awaitility.await(type + " of test " + test)
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(() -> only(type, ofTest(test)), Optional::isPresent)
        .get();
  }

  /** Waits for the status that a function's own post was answered with. */
  int posted(String test) {
    return Awaitility.await("post of test " + test)
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(
            () -> ofTest(test).stream().filter(one -> one.has("posted")).findFirst(),
            Optional::isPresent)
        .get()
        .path("posted")
        .asInt();
  }

  static List<JsonNode> ofType(String type, List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.at("/requestContext/eventType").asText().equals(type))
        .toList();
  }

  private static Optional<JsonNode> only(String type, List<JsonNode> events) {
    List<JsonNode> found = ofType(type, events);
    if (found.size() > 1) {
      throw new AssertionError(type + " was there " + found.size() + " times: " + found);
    }
    return found.stream().findFirst();
  }

  private static List<JsonNode> list(String array) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    Text.json(array).forEach(events::add);
    return events;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
