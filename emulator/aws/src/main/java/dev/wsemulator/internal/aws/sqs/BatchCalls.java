package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.time.TimeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls about several messages at once: each entry has an answer of its own. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html">Batch
 *     actions</a>
 */
final class BatchCalls {
  private static final int MOST = 10;
  private static final int MOST_BYTES = 1_048_576;

  private final TimeSource time;
  private final MessageCalls calls;

  BatchCalls(TimeSource time, MessageCalls calls) {
    this.time = time;
    this.calls = calls;
  }

  private interface OneCall {
    Map<String, Object> answer(Params entry);
  }

  Map<String, Object> send(MessageQueue queue, Params params) {
    List<Params> entries = checked("SendMessageBatch", params.entries());
    Outgoing outgoing = new Outgoing(queue, time.now());
    Map<String, StoredMessage> messages = new LinkedHashMap<>();
    Results results = new Results();
    for (Params entry : entries) {
      results.add(
          entry,
          one -> {
            messages.put(one.required("Id"), outgoing.read(one));
            return Map.of();
          });
    }
    checkSize(messages.values().stream().mapToInt(Outgoing::size).sum());
    List<StoredMessage> kept = queue.send(List.copyOf(messages.values()));
    int i = 0;
    for (Map.Entry<String, StoredMessage> one : messages.entrySet()) {
      results.replace(one.getKey(), MessageCalls.sent(kept.get(i++), one.getValue()));
    }
    return results.shown();
  }

  private static void checkSize(int bytes) {
    if (bytes > MOST_BYTES) {
      throw SqsException.of(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than %d bytes. You have sent %d bytes."
              .formatted(MOST_BYTES, bytes));
    }
  }

  Map<String, Object> delete(MessageQueue queue, Params params) {
    return each("DeleteMessageBatch", params, entry -> calls.delete(queue, entry));
  }

  Map<String, Object> changeVisibility(MessageQueue queue, Params params) {
    return each(
        "ChangeMessageVisibilityBatch", params, entry -> calls.changeVisibility(queue, entry));
  }

  private static Map<String, Object> each(String operation, Params params, OneCall call) {
    Results results = new Results();
    checked(operation, params.entries()).forEach(entry -> results.add(entry, call));
    return results.shown();
  }

  private static List<Params> checked(String operation, List<Params> entries) {
    if (entries.isEmpty()) {
      throw SqsException.of(
          "EmptyBatchRequest",
          "There should be at least one %sRequestEntry in the request.".formatted(operation));
    }
    if (entries.size() > MOST) {
      throw SqsException.of(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are %d. You have sent %d."
              .formatted(MOST, entries.size()));
    }
    Set<String> ids = new HashSet<>();
    for (Params entry : entries) {
      String id = entry.required("Id");
      if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
        throw SqsException.of(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
      }
      if (!ids.add(id)) {
        throw SqsException.of("BatchEntryIdsNotDistinct", "Id %s repeated.".formatted(id));
      }
    }
    return entries;
  }

  /** The answers to the entries, in their order. */
  private static final class Results {
    private final Map<String, Map<String, Object>> successful = new LinkedHashMap<>();
    private final List<Map<String, Object>> failed = new ArrayList<>();

    void add(Params entry, OneCall call) {
      String id = entry.required("Id");
      try {
        replace(id, call.answer(entry));
      } catch (SqsException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("Id", id);
        error.put("SenderFault", true);
        error.put("Code", e.code());
        error.put("Message", e.getMessage());
        failed.add(error);
      }
    }

    void replace(String id, Map<String, Object> answer) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("Id", id);
      result.putAll(answer);
      successful.put(id, result);
    }

    Map<String, Object> shown() {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("Successful", List.copyOf(successful.values()));
      if (!failed.isEmpty()) {
        answer.put("Failed", failed);
      }
      return answer;
    }
  }
}
