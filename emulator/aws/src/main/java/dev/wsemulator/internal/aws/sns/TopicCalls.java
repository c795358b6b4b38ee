package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.sns.XmlAnswer.Entries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The operations of SNS. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Operations.html">Actions</a>
 */
final class TopicCalls {
  private final String region;
  private final String accountId;
  private final Publisher publisher;

  /** By their ARNs. */
  private final ConcurrentSkipListMap<String, SnsTopic> topics = new ConcurrentSkipListMap<>();

  private final Map<String, Function<TopicRequest, Map<String, ?>>> operations;

  TopicCalls(String region, String accountId, Publisher publisher) {
    this.region = region;
    this.accountId = accountId;
    this.publisher = publisher;
    this.operations =
        Map.ofEntries(
            Map.entry("CreateTopic", this::create),
            Map.entry("DeleteTopic", this::delete),
            Map.entry("ListTopics", request -> listTopics()),
            Map.entry("GetTopicAttributes", this::topicAttributes),
            Map.entry("SetTopicAttributes", this::setTopicAttributes),
            Map.entry("Subscribe", this::subscribe),
            Map.entry("ConfirmSubscription", this::confirm),
            Map.entry("Unsubscribe", this::unsubscribe),
            Map.entry("ListSubscriptions", request -> listSubscriptions(Optional.empty())),
            Map.entry(
                "ListSubscriptionsByTopic",
                request -> listSubscriptions(Optional.of(topic(request)))),
            Map.entry("GetSubscriptionAttributes", this::subscriptionAttributes),
            Map.entry("SetSubscriptionAttributes", this::setSubscriptionAttributes),
            Map.entry("Publish", this::publish),
            Map.entry("PublishBatch", request -> publisher.publishBatch(topic(request), request)),
            Map.entry("TagResource", request -> Map.of()),
            Map.entry("UntagResource", request -> Map.of()),
            Map.entry("ListTagsForResource", request -> Map.of("Tags", List.of())));
  }

  /** Returns the answer to a call, or refuses it. */
  AwsResponse answer(TopicRequest request) {
    String action = request.text("Action").orElse("");
    Function<TopicRequest, Map<String, ?>> operation = operations.get(action);
    if (operation == null) {
      throw new ServiceError(
          400, "InvalidAction", "The operation %s of SNS is not emulated.".formatted(action));
    }
    return XmlAnswer.of(action, operation.apply(request));
  }

  /** Returns the topic with an ARN. */
  Optional<SnsTopic> find(String arn) {
    return Optional.ofNullable(topics.get(arn));
  }

  String arn(String topicName) {
    return Arn.of("sns", region, accountId, topicName);
  }

  /** Adds a topic unless it is there, and returns it. */
  SnsTopic add(String name, Map<String, String> attributes) {
    String arn = arn(name);
    SnsTopic topic = topics.computeIfAbsent(arn, key -> new SnsTopic(key, Map.of()));
    topic.set(attributes);
    return topic;
  }

  private SnsTopic topic(TopicRequest request) {
    return topic(request.required("TopicArn"));
  }

  private SnsTopic topic(String arn) {
    if (!arn.startsWith("arn:") || arn.split(":").length != 6) {
      throw invalid("TopicArn");
    }
    return find(arn).orElseThrow(() -> new ServiceError(404, "NotFound", "Topic does not exist"));
  }

  private static ServiceError invalid(String what) {
    return new ServiceError(400, "InvalidParameter", "Invalid parameter: " + what);
  }

  private Map<String, ?> create(TopicRequest request) {
    String name = request.required("Name");
    Map<String, String> attributes = request.map("Attributes");
    boolean isFifo = "true".equalsIgnoreCase(attributes.get("FifoTopic"));
    if (!name.matches("[A-Za-z0-9_-]{1,256}([.]fifo)?") || name.endsWith(".fifo") != isFifo) {
      throw invalid("Topic Name");
    }
    return Map.of("TopicArn", add(name, attributes).arn());
  }

  private Map<String, ?> delete(TopicRequest request) {
    topics.remove(request.required("TopicArn"));
    return Map.of();
  }

  private Map<String, ?> listTopics() {
    return Map.of("Topics", topics.keySet().stream().map(arn -> Map.of("TopicArn", arn)).toList());
  }

  private Map<String, ?> topicAttributes(TopicRequest request) {
    SnsTopic topic = topic(request);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("TopicArn", topic.arn());
    attributes.put("Owner", accountId);
    attributes.put("DisplayName", "");
    attributes.put("SubscriptionsConfirmed", String.valueOf(topic.subscribers().size()));
    attributes.put("SubscriptionsPending", "0");
    attributes.put("SubscriptionsDeleted", "0");
    attributes.putAll(topic.attributes());
    return Map.of("Attributes", new Entries(attributes));
  }

  private Map<String, ?> setTopicAttributes(TopicRequest request) {
    topic(request)
        .set(Map.of(request.required("AttributeName"), request.text("AttributeValue").orElse("")));
    return Map.of();
  }

  private Map<String, ?> subscribe(TopicRequest request) {
    SnsTopic topic = topic(request);
    String protocol = request.required("Protocol");
    String endpoint = request.required("Endpoint");
    Map<String, String> attributes = request.map("Attributes");
    Optional<Subscriber> there = topic.subscriber(protocol, endpoint);
    if (there.isPresent() && !there.get().attributes().equals(attributes)) {
      throw invalid("Attributes Reason: Subscription already exists with different attributes");
    }
    Subscriber subscriber = there.orElseGet(() -> subscribe(topic, protocol, endpoint, attributes));
    boolean isConfirmed =
        subscriber.isReached()
            || request.text("ReturnSubscriptionArn").filter("true"::equals).isPresent();
    return Map.of("SubscriptionArn", isConfirmed ? subscriber.arn() : "pending confirmation");
  }

  /** Adds a subscription, and returns it. */
  static Subscriber subscribe(
      SnsTopic topic, String protocol, String endpoint, Map<String, String> attributes) {
    if (!protocol.matches("lambda|sqs|https?|email(-json)?|sms|application|firehose")) {
      throw invalid("Does not support this protocol string: " + protocol);
    }
    String service = protocol.equals("lambda") ? "lambda" : "sqs";
    boolean needsArn = protocol.equals("lambda") || protocol.equals("sqs");
    if (needsArn && !endpoint.startsWith("arn:aws:" + service + ":")) {
      throw invalid("%s endpoint ARN".formatted(protocol.equals("sqs") ? "SQS" : "Lambda"));
    }
    if (topic.isFifo() && protocol.equals("lambda")) {
      throw invalid("Invalid protocol type: lambda");
    }
    Subscriber subscriber = Subscriber.of(topic.arn(), protocol, endpoint, attributes);
    topic.put(subscriber);
    return subscriber;
  }

  private Map<String, ?> confirm(TopicRequest request) {
    topic(request);
    throw invalid("Token");
  }

  private Subscriber subscriber(TopicRequest request) {
    String arn = request.required("SubscriptionArn");
    return topics.values().stream()
        .flatMap(topic -> topic.subscribers().stream())
        .filter(one -> one.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> new ServiceError(404, "NotFound", "Subscription does not exist"));
  }

  private Map<String, ?> unsubscribe(TopicRequest request) {
    String arn = request.required("SubscriptionArn");
    topics.values().forEach(topic -> topic.remove(arn));
    return Map.of();
  }

  private Map<String, ?> listSubscriptions(Optional<SnsTopic> only) {
    return Map.of(
        "Subscriptions",
        topics.values().stream()
            .filter(topic -> only.isEmpty() || only.get() == topic)
            .flatMap(topic -> topic.subscribers().stream())
            .map(this::described)
            .toList());
  }

  private Map<String, String> described(Subscriber subscriber) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("SubscriptionArn", subscriber.arn());
    members.put("Owner", accountId);
    members.put("Protocol", subscriber.protocol());
    members.put("Endpoint", subscriber.endpoint());
    members.put("TopicArn", subscriber.topicArn());
    return members;
  }

  private Map<String, ?> subscriptionAttributes(TopicRequest request) {
    Subscriber subscriber = subscriber(request);
    Map<String, String> attributes = new LinkedHashMap<>(described(subscriber));
    attributes.put("RawMessageDelivery", "false");
    attributes.put("PendingConfirmation", String.valueOf(!subscriber.isReached()));
    attributes.put("ConfirmationWasAuthenticated", "true");
    attributes.putAll(subscriber.attributes());
    return Map.of("Attributes", new Entries(attributes));
  }

  private Map<String, ?> setSubscriptionAttributes(TopicRequest request) {
    Subscriber changed =
        subscriber(request)
            .with(request.required("AttributeName"), request.text("AttributeValue").orElse(""));
    topic(changed.topicArn()).put(changed);
    return Map.of();
  }

  private Map<String, ?> publish(TopicRequest request) {
    if (request.text("PhoneNumber").isPresent()) {
      return Map.of("MessageId", UUID.randomUUID().toString()); // nobody gets it here
    }
    String arn = request.text("TopicArn").or(() -> request.text("TargetArn")).orElse("");
    return publisher.publish(topic(arn), request);
  }
}
