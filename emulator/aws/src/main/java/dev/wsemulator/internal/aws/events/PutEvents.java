package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code PutEvents}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
record PutEvents(Buses buses) {
  private static final int MOST = 10;
  private static final int LONGEST = 256 * 1024;

  /** Publishes the events of a request, and returns what became of each. */
  Map<String, Object> answer(Map<String, Object> request, Instant now) {
    List<Map<String, Object>> entries = Requests.objects(request, "Entries");
    if (entries.isEmpty() || entries.size() > MOST) {
      throw new ServiceError(
          400,
          "ValidationException",
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length %s than or equal to %d"
              .formatted(entries.isEmpty() ? "greater" : "less", entries.isEmpty() ? 1 : MOST));
    }
    checkSize(entries);
    List<Map<String, Object>> results = new ArrayList<>();
    for (Map<String, Object> entry : entries) {
      results.add(refusal(entry).orElseGet(() -> publish(entry, now)));
    }
    long failed = results.stream().filter(result -> result.containsKey("ErrorCode")).count();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("FailedEntryCount", failed);
    answer.put("Entries", results);
    return answer;
  }

  /** All entries together have a limit. */
  private static void checkSize(List<Map<String, Object>> entries) {
    int size =
        entries.stream()
            .flatMap(entry -> entry.values().stream())
            .mapToInt(value -> String.valueOf(value).getBytes(StandardCharsets.UTF_8).length)
            .sum();
    if (size > LONGEST) {
      throw new ServiceError(
          400,
          "ValidationException",
          "Total size of the entries in the request is over the limit.");
    }
  }

  private static Optional<Map<String, Object>> refusal(Map<String, Object> entry) {
    for (String name : List.of("Source", "DetailType", "Detail")) {
      if (Requests.text(entry, name).filter(text -> !text.isEmpty()).isEmpty()) {
        return failure(
            "InvalidArgument",
            "Parameter %s is not valid. Reason: %s is a required argument.".formatted(name, name));
      }
    }
    if (String.valueOf(entry.get("Source")).startsWith("aws.")) {
      return failure("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    return detail(entry).isEmpty()
        ? failure("MalformedDetail", "Detail is malformed.")
        : Optional.empty();
  }

  private static Optional<String> detail(Map<String, Object> entry) {
    return Requests.text(entry, "Detail")
        .filter(
            text ->
                Json.parse(text.getBytes(StandardCharsets.UTF_8))
                    .filter(Json::isObject)
                    .isPresent());
  }

  private static Optional<Map<String, Object>> failure(String code, String message) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ErrorCode", code);
    result.put("ErrorMessage", message);
    return Optional.of(result);
  }

  private Map<String, Object> publish(Map<String, Object> entry, Instant now) {
    Instant time =
        entry.get("Time") instanceof Number seconds
            ? Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000))
            : now;
    List<String> resources =
        entry.get("Resources") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    BusEvent event =
        new BusEvent(
            BusEvent.newId(),
            String.valueOf(entry.get("DetailType")),
            String.valueOf(entry.get("Source")),
            time,
            resources,
            detail(entry).orElseThrow());
    buses.publish(Buses.name(Requests.text(entry, "EventBusName").orElse("")), event);
    return Map.of("EventId", event.id());
  }
}
