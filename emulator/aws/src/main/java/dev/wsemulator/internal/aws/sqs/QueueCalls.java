package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The calls about queues. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html">Actions</a>
 */
final class QueueCalls {
  private static final String NAME = "[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}[.]fifo";
  private static final int MOST_RESULTS = 1_000;

  private final Queues queues;

  QueueCalls(Queues queues) {
    this.queues = queues;
  }

  Map<String, Object> create(Params params, UrlBase urls) {
    String name = params.required("QueueName");
    Map<String, String> attributes = params.texts("Attributes");
    boolean isFifo = name.endsWith(".fifo");
    if (!name.matches(NAME) || attributes.containsKey(QueueAttributes.FIFO) != isFifo) {
      throw SqsException.parameter(
          isFifo || attributes.containsKey(QueueAttributes.FIFO)
              ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
              : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    QueueAttributes checked = QueueAttributes.of(isFifo, attributes);
    checkTarget(checked, isFifo);
    Map<String, String> tags = params.texts("tags");
    tags.putAll(params.texts("Tags"));
    queues.create(name, checked, tags);
    return Map.of("QueueUrl", urls.of(name));
  }

  private void checkTarget(QueueAttributes attributes, boolean isFifo) {
    attributes
        .redrive()
        .ifPresent(
            redrive -> {
              Optional<QueueEntry> target = queues.byArn(redrive.targetArn());
              if (target.isEmpty() || target.get().queue().name().isFifo() != isFifo) {
                throw SqsException.parameter(
                    QueueAttributes.REDRIVE,
                    redrive.targetArn(),
                    target.isEmpty()
                        ? "Dead letter target does not exist."
                        : "Dead-letter queue must be same type of queue as the source.");
              }
            });
  }

  Map<String, Object> url(Params params, UrlBase urls) {
    return Map.of("QueueUrl", urls.of(queues.get(params.required("QueueName")).name()));
  }

  Map<String, Object> list(Params params, UrlBase urls) {
    String prefix = params.text("QueueNamePrefix").orElse("");
    List<String> names =
        queues.all().stream()
            .map(QueueEntry::name)
            .filter(name -> name.startsWith(prefix))
            .filter(name -> name.compareTo(params.text("NextToken").orElse("")) > 0)
            .toList();
    OptionalInt most = params.number("MaxResults", 1, MOST_RESULTS);
    return page("QueueUrls", names, most, urls);
  }

  private static Map<String, Object> page(
      String member, List<String> names, OptionalInt most, UrlBase urls) {
    List<String> shown = names.subList(0, Math.min(names.size(), most.orElse(MOST_RESULTS)));
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!shown.isEmpty()) {
      answer.put(member, shown.stream().map(urls::of).toList());
    }
    if (most.isPresent() && shown.size() < names.size()) {
      answer.put("NextToken", shown.get(shown.size() - 1));
    }
    return answer;
  }

  Map<String, Object> sources(QueueEntry queue, UrlBase urls) {
    List<String> names =
        queues.sourcesOf(queue.queue().name().arn()).stream().map(QueueEntry::name).toList();
    return page("queueUrls", names, OptionalInt.empty(), urls);
  }

  Map<String, Object> delete(QueueEntry queue) {
    queues.delete(queue.name());
    return Map.of();
  }

  Map<String, Object> purge(QueueEntry queue) {
    queue.purge(queues.time().now());
    return Map.of();
  }

  Map<String, Object> attributes(QueueEntry queue, Params params) {
    Map<String, String> all = queue.shown();
    List<String> names = params.list("AttributeNames");
    if (names.contains("All")) {
      return Map.of("Attributes", all);
    }
    Map<String, String> shown = new LinkedHashMap<>();
    for (String name : names) {
      if (all.containsKey(name)) {
        shown.put(name, all.get(name));
      } else if (!isSettable(name)) {
        throw SqsException.unknownAttribute(name);
      }
    }
    return shown.isEmpty() ? Map.of() : Map.of("Attributes", shown);
  }

  private static boolean isSettable(String name) {
    try {
      QueueAttributes.of(true, Map.of(name, ""));
      return true;
    } catch (SqsException e) {
      return !e.shape().equals("InvalidAttributeName");
    }
  }

  Map<String, Object> change(QueueEntry queue, Params params) {
    boolean isFifo = queue.queue().name().isFifo();
    Map<String, String> changes = params.texts("Attributes");
    if (changes.isEmpty()) {
      throw SqsException.missing("Attribute.Name");
    }
    QueueAttributes changed = queue.queue().attributes().with(isFifo, changes);
    checkTarget(changed, isFifo);
    queue.attributes(changed, queues.time().now());
    queues.store().changed(queue);
    return Map.of();
  }

  Map<String, Object> tag(QueueEntry queue, Params params) {
    queue.tag(params.texts("Tags"));
    queues.store().changed(queue);
    return Map.of();
  }

  Map<String, Object> untag(QueueEntry queue, Params params) {
    queue.untag(params.list("TagKeys"));
    queues.store().changed(queue);
    return Map.of();
  }

  Map<String, Object> tags(QueueEntry queue) {
    Map<String, String> tags = queue.tags();
    return tags.isEmpty() ? Map.of() : Map.of("Tags", tags);
  }

  /** Moves the messages of a dead-letter queue, all at once. */
  Map<String, Object> move(Params params) {
    QueueEntry from =
        queues
            .byArn(params.required("SourceArn"))
            .orElseThrow(
                () ->
                    SqsException.parameter(
                        "The resource that you specified for the SourceArn parameter doesn't exist."));
    if (queues.sourcesOf(from.queue().name().arn()).isEmpty()) {
      throw SqsException.parameter("Source queue must be configured as a Dead Letter Queue.");
    }
    Optional<QueueEntry> target =
        params
            .text("DestinationArn")
            .map(
                arn ->
                    queues
                        .byArn(arn)
                        .orElseThrow(
                            () ->
                                SqsException.parameter(
                                    "The resource that you specified for the DestinationArn parameter doesn't exist.")));
    queues.redrive(from, target);
    return Map.of("TaskHandle", UUID.randomUUID().toString());
  }
}
