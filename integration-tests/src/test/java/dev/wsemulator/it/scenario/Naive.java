package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.translate.TranslateClient;

/**
 * The translator app as it is written first, in the belief that nothing goes wrong: an API of its
 * own beside the real one. Its table is a set.
 */
final class Naive {
  static final String API = "naiveapi01";
  static final String BUCKET = "naive-jobs";
  static final String WORKER = "NaiveWorker";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The ids of connections, in the order in which they came. Guarded by itself. */
  private final Set<String> table = new LinkedHashSet<>();

  private final Supplier<ApiGatewayManagementApiClient> connections;
  private final Supplier<TranslateClient> translate;

  Naive(Supplier<ApiGatewayManagementApiClient> connections, Supplier<TranslateClient> translate) {
    this.connections = connections;
    this.translate = translate;
  }

  /** Adds it to an emulator of the real app. */
  void addTo(EmulatorBuilder builder, Stack real) {
    List<Bucket> buckets = new ArrayList<>(real.buckets());
    buckets.add(
        new Bucket(
            BUCKET,
            List.of(
                new Bucket.Notification(
                    "job",
                    WORKER,
                    new Bucket.Notification.Filter(List.of("s3:ObjectCreated:*"), "", ""))),
            List.of()));
    builder
        .stack(real.toBuilder().buckets(buckets).build())
        .api(
            WebSocketApi.builder("naive")
                .apiId(API)
                .route("$connect", "NaiveConnect")
                .route("$disconnect", "NaiveDisconnect")
                .route("echomessage", "NaiveEcho")
                .route("translate", "NaiveTranslate")
                .build())
        .function("NaiveConnect", function(this::connect))
        .function("NaiveDisconnect", function(this::disconnect))
        .function("NaiveEcho", function(this::echo))
        .function(WORKER, function(event -> everyone("done")))
        .function(
            FunctionDefinition.of("NaiveTranslate", function(this::translate)).toBuilder()
                .timeout(Duration.ofMinutes(2))
                .build());
  }

  /** What a function does with its event. */
  private interface Step {
    void take(JsonNode event) throws IOException;
  }

  private static LambdaFunction function(Step step) {
    return event -> {
      step.take(JSON.readTree(event));
      return "{\"statusCode\":200}".getBytes(UTF_8);
    };
  }

  private static String id(JsonNode event) {
    return event.at("/requestContext/connectionId").asText();
  }

  private void connect(JsonNode event) {
    synchronized (table) {
      table.add(id(event));
    }
  }

  private void disconnect(JsonNode event) {
    synchronized (table) {
      table.remove(id(event));
    }
  }

  void clear() {
    synchronized (table) {
      table.clear();
    }
  }

  Set<String> table() {
    synchronized (table) {
      return new LinkedHashSet<>(table);
    }
  }

  private void echo(JsonNode event) throws IOException {
    everyone(JSON.readTree(event.path("body").asText()).path("data").asText());
  }

  /** Tells everyone, one after the other; who is gone is forgotten, and is an error. */
  private void everyone(String text) {
    for (String id : table()) {
      try {
        post(id, text);
      } catch (GoneException gone) {
        synchronized (table) {
          table.remove(id);
        }
        throw gone;
      }
    }
  }

  /** Translates while the client waits, and tells it and nobody else. */
  private void translate(JsonNode event) throws IOException {
    String text = JSON.readTree(event.path("body").asText()).path("text").asText();
    String translated =
        translate
            .get()
            .translateText(
                request -> request.text(text).sourceLanguageCode("en").targetLanguageCode("de"))
            .translatedText();
    post(id(event), translated);
  }

  private void post(String id, String text) {
    connections.get().postToConnection(post -> post.connectionId(id).data(bytes(text)));
  }

  static SdkBytes bytes(String text) {
    return SdkBytes.fromUtf8String(text);
  }
}
