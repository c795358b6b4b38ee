package dev.wsemulator.it.time;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A function that writes down when everything happens, and fails if it is asked to. */
public final class Diary implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  static final String TABLE = "visits";
  static final String BUCKET = "diary";
  static final int URL_MINUTES = 60;

  private static final DynamoDbClient DYNAMO_DB =
      DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  private static final S3Client S3 =
      S3Client.builder()
          .forcePathStyle(true)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
  private static final S3Presigner PRESIGNER =
      S3Presigner.builder()
          .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL_S3")))
          .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
          .build();

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String clocks =
        Stream.of(
                System.currentTimeMillis(),
                Instant.now().toEpochMilli(),
                Clock.systemUTC().millis(),
                new Date().getTime())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    context.getLogger().log("clocks " + clocks + "\n");
    if (event.containsKey("fail")) {
      throw new IllegalStateException("It was asked to fail.");
    }
    Map<?, ?> request = (Map<?, ?>) event.get("requestContext");
    String id = (String) request.get("connectionId");
    return switch ((String) request.get("eventType")) {
      case "CONNECT" -> entered(id, (Number) request.get("requestTimeEpoch"));
      case "DISCONNECT" -> left(id);
      default ->
          Map.of("statusCode", 200, "body", event.get("body").equals("sign") ? signed(id) : "here");
    };
  }

  private static AttributeValue now() {
    return AttributeValue.fromN(Long.toString(System.currentTimeMillis()));
  }

  private static Map<String, Object> entered(String id, Number requested) {
    long expiry = Instant.now().plus(Duration.ofMinutes(URL_MINUTES)).getEpochSecond();
    DYNAMO_DB.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "id", AttributeValue.fromS(id),
                        "enteredAt", now(),
                        "requestedAt", AttributeValue.fromN(requested.toString()))));
    DYNAMO_DB.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "id", AttributeValue.fromS("for an hour: " + id),
                        "expiresAt", AttributeValue.fromN(Long.toString(expiry)))));
    S3.putObject(put -> put.bucket(BUCKET).key(id), RequestBody.fromString(id));
    return Map.of("statusCode", 200);
  }

  private static Map<String, Object> left(String id) {
    DYNAMO_DB.updateItem(
        update ->
            update
                .tableName(TABLE)
                .key(Map.of("id", AttributeValue.fromS(id)))
                .updateExpression("SET leftAt = :now")
                .expressionAttributeValues(Map.of(":now", now())));
    return Map.of("statusCode", 200);
  }

  private static String signed(String id) {
    return PRESIGNER
        .presignGetObject(
            get ->
                get.signatureDuration(Duration.ofMinutes(URL_MINUTES))
                    .getObjectRequest(r -> r.bucket(BUCKET).key(id)))
        .url()
        .toString();
  }
}
