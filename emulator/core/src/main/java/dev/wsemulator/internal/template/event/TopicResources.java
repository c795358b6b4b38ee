package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.event.FunctionEvents.FunctionEvent;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.Topic;
import dev.wsemulator.stack.Topic.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads topics with their subscriptions, which stand at the topic, by themselves, or at a SAM
 * function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html">AWS::SNS::Topic</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html">AWS::SNS::Subscription</a>
 */
public final class TopicResources {
  private static final Set<String> PROTOCOLS = Set.of("lambda", "sqs");
  private static final List<String> JSON = List.of("FilterPolicy", "RedrivePolicy");
  private static final List<String> TEXTS = List.of("FilterPolicyScope", "RawMessageDelivery");
  private static final List<String> OF_TOPIC =
      List.of("DisplayName", "ContentBasedDeduplication", "FifoTopic");

  private final List<Resource> resources;
  private final StackLocation account;
  private final Problems problems;

  /** The subscriptions by the ARNs of their topics. */
  private final Map<String, List<Subscription>> subscriptions = new LinkedHashMap<>();

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  public TopicResources(List<Resource> resources, StackLocation account, Problems problems) {
    this.resources = resources;
    this.account = account;
    this.problems = problems;
  }

  /** Returns the topics. */
  public List<Topic> topics() {
    List<Resource> topics =
        resources.stream().filter(resource -> resource.is(ResourceKind.TOPIC)).toList();
    topics.forEach(topic -> subscriptions.put(topic.ref(), new ArrayList<>()));
    topics.forEach(this::ownSubscriptions);
    resources.stream()
        .filter(resource -> resource.is(ResourceKind.SUBSCRIPTION))
        .forEach(this::subscription);
    FunctionEvents.of(resources, Set.of("SNS")).forEach(this::event);
    return topics.stream().map(this::topic).toList();
  }

  private Topic topic(Resource topic) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : OF_TOPIC) {
      topic.properties().textOf(name).ifPresent(text -> attributes.put(name, text));
    }
    return new Topic(
        topic.ref().substring(topic.ref().lastIndexOf(':') + 1),
        attributes,
        subscriptions.getOrDefault(topic.ref(), List.of()));
  }

  private void ownSubscriptions(Resource topic) {
    YamlValue all = topic.properties().get("Subscription").orElse(YamlValue.nothing(topic.line()));
    for (YamlValue one : all.elements()) {
      add(topic.ref(), one, topic.path("Subscription"));
    }
  }

  private void subscription(Resource subscription) {
    String topic = subscription.properties().textOf("TopicArn").orElse("");
    add(topic, subscription.properties(), "Resources." + subscription.id());
  }

  private void event(FunctionEvent event) {
    Map<String, YamlValue> all = new LinkedHashMap<>(event.properties().entries());
    int line = event.properties().line();
    Optional<String> queue = queue(event);
    all.put("Protocol", YamlValue.text(line, queue.isPresent() ? "sqs" : "lambda"));
    all.put(
        "Endpoint",
        YamlValue.text(line, queue.orElseGet(() -> functionArn(event.function().ref()))));
    add(
        event.properties().textOf("Topic").orElse(""),
        YamlValue.map(line, all),
        event.path("Topic"));
  }

  /** Returns the queue between a topic and a function, if there is to be one. */
  private Optional<String> queue(FunctionEvent event) {
    Optional<YamlValue> wanted =
        event.properties().get("SqsSubscription").filter(one -> one.isMap() || one.isTrue());
    Optional<String> given = wanted.flatMap(one -> one.textOf("QueueArn"));
    return wanted.isEmpty() || given.isPresent()
        ? given
        : new GeneratedTargets(resources, account)
            .find(event.function(), event.function().id() + event.id() + "Queue");
  }

  private String functionArn(String name) {
    return Arn.ofFunction(account.region(), account.accountId(), name);
  }

  private void add(String topicArn, YamlValue from, String place) {
    String protocol = from.textOf("Protocol").orElse("");
    if (!PROTOCOLS.contains(protocol)) {
      problems.warning(
          from.line(),
          "%s has the protocol \"%s\", which gets nothing here: only lambda and sqs do."
              .formatted(place, protocol));
      return;
    }
    List<Subscription> ofTopic = subscriptions.get(topicArn);
    if (ofTopic == null) {
      problems.warning(
          from.line(),
          "%s is about the topic \"%s\", which is in no given template: it gets nothing here.%s"
              .formatted(place, topicArn, otherAccount(topicArn)));
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : JSON) {
      from.get(name)
          .ifPresent(
              value -> attributes.put(name, value.isText() ? value.string() : JsonForm.of(value)));
    }
    for (String name : TEXTS) {
      from.textOf(name).ifPresent(text -> attributes.put(name, text));
    }
    checkPolicy(from, attributes, place);
    ofTopic.add(new Subscription(protocol, from.textOf("Endpoint").orElse(""), attributes));
  }

  /** Returns what to do if it is a topic of another account. */
  private String otherAccount(String topicArn) {
    return Arn.parse(topicArn)
        .map(Arn::accountId)
        .filter(id -> id.matches("\\d{12}") && !id.equals(account.accountId()))
        .map(" Set --parameter AWS::AccountId=%s, or write !Ref MyTopic."::formatted)
        .orElse("");
  }

  private void checkPolicy(YamlValue from, Map<String, String> attributes, String place) {
    Optional<YamlValue> policy = from.get("FilterPolicy");
    if (policy.isEmpty()) {
      return;
    }
    try {
      EventPattern.parse(attributes.getOrDefault("FilterPolicy", ""));
    } catch (InvalidPatternException e) {
      problems.error(
          policy.get().line(),
          "%s has a FilterPolicy that SNS refuses: %s".formatted(place, e.getMessage()));
      attributes.remove("FilterPolicy");
    }
  }
}
