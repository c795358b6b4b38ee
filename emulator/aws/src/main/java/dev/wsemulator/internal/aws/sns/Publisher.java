package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import dev.wsemulator.internal.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code Publish} and {@code PublishBatch}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Publisher(Fanout fanout) {
  private static final int LONGEST = 256 * 1024;
  private static final int MOST = 10;

  /** Publishes the message of a request; returns what the answer says of it. */
  Map<String, Object> publish(SnsTopic topic, TopicRequest request) {
    String body = request.text("Message").orElse("");
    if (body.isEmpty()) {
      throw invalid("Empty message");
    }
    Map<String, Attribute> attributes = request.messageAttributes();
    if (size(body, attributes) > LONGEST) {
      throw invalid("Message too long");
    }
    boolean isStructured = request.text("MessageStructure").filter("json"::equals).isPresent();
    if (isStructured && !hasDefault(body)) {
      throw invalid("Message Structure - No default entry in JSON message body");
    }
    TopicMessage message =
        new TopicMessage(
            UUID.randomUUID().toString(),
            request.text("Subject").orElse(null),
            body,
            isStructured,
            attributes,
            null);
    return publish(
        topic,
        message,
        request.text("MessageGroupId").orElse(null),
        request.text("MessageDeduplicationId").orElse(null));
  }

  /** Publishes what another service has sent. */
  void publish(SnsTopic topic, TargetMessage delivery) {
    TopicMessage message =
        new TopicMessage(
            UUID.randomUUID().toString(),
            delivery.system().get("Subject"),
            delivery.body(),
            false,
            delivery.attributes(),
            null);
    publish(
        topic,
        message,
        delivery.system().get("MessageGroupId"),
        delivery.system().get("MessageDeduplicationId"));
  }

  private Map<String, Object> publish(
      SnsTopic topic, TopicMessage message, @Nullable String group, @Nullable String given) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!topic.isFifo()) {
      fanout.send(topic, message);
      answer.put("MessageId", message.id());
      return answer;
    }
    if (group == null || group.isEmpty()) {
      throw invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    String known = given == null && topic.deduplicatesByContent() ? hash(message.body()) : given;
    if (known == null || known.isEmpty()) {
      throw invalid(
          "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
    }
    SnsTopic.Place place = topic.place(known, message.id(), fanout.clock().now());
    if (!place.isKnown()) {
      fanout.send(
          topic,
          new TopicMessage(
              message.id(),
              message.subject(),
              message.body(),
              message.isStructured(),
              message.attributes(),
              new TopicMessage.Fifo(group, known, place.sequence())));
    }
    answer.put("MessageId", place.messageId());
    answer.put("SequenceNumber", place.sequence());
    return answer;
  }

  /** Publishes the messages of a request, each by itself. */
  Map<String, Object> publishBatch(SnsTopic topic, TopicRequest request) {
    List<TopicRequest> entries = request.members("PublishBatchRequestEntries");
    checkBatch(entries);
    List<Map<String, Object>> successful = new ArrayList<>();
    List<Map<String, Object>> failed = new ArrayList<>();
    for (TopicRequest entry : entries) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("Id", entry.required("Id"));
      try {
        result.putAll(publish(topic, entry));
        successful.add(result);
      } catch (ServiceError e) {
        result.put("Code", e.code());
        result.put("Message", String.valueOf(e.getMessage()));
        result.put("SenderFault", true);
        failed.add(result);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Successful", successful);
    answer.put("Failed", failed);
    return answer;
  }

  /** Refuses a batch that AWS refuses as a whole. */
  private static void checkBatch(List<TopicRequest> entries) {
    if (entries.isEmpty()) {
      throw new ServiceError(
          400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
    }
    if (entries.size() > MOST) {
      throw new ServiceError(
          400,
          "TooManyEntriesInBatchRequest",
          "The batch request contains more entries than permissible.");
    }
    Set<String> ids = new HashSet<>();
    for (TopicRequest entry : entries) {
      if (!ids.add(entry.required("Id"))) {
        throw new ServiceError(
            400,
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.");
      }
    }
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(400, "InvalidParameter", "Invalid parameter: " + message);
  }

  private static int size(String body, Map<String, Attribute> attributes) {
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    for (Map.Entry<String, Attribute> one : attributes.entrySet()) {
      size += one.getKey().length() + one.getValue().type().length();
      size += one.getValue().value().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  private static boolean hasDefault(String body) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8))
        .flatMap(json -> json.child("default"))
        .flatMap(Json::string)
        .isPresent();
  }

  private static String hash(String body) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "%064x".formatted(new BigInteger(1, hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
