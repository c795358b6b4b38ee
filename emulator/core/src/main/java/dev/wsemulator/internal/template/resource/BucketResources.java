package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.event.FunctionEvents;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.intrinsic.SourceEvents;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Bucket.CorsRule;
import dev.wsemulator.stack.Bucket.Notification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads buckets with their notifications, which stand at the bucket or at a SAM function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html">AWS::S3::Bucket</a>
 */
public final class BucketResources {
  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  private static final int MAX_NOTIFICATIONS = 100;

  /** CloudFormation's and S3's names for what is notified. */
  private static final List<String> TARGETS =
      List.of("Function", "LambdaFunctionArn", "Queue", "QueueArn", "Topic", "TopicArn");

  private final InvocableFunctions functions;
  private final Map<String, List<Notification>> ofFunctions = new HashMap<>();
  private final Map<String, List<Resource>> ofCdk = new HashMap<>();
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be notified
   */
  public BucketResources(
      List<Resource> resources, InvocableFunctions functions, Problems problems) {
    this.functions = functions;
    this.problems = problems;
    List<String> buckets =
        resources.stream()
            .filter(resource -> resource.is(ResourceKind.BUCKET))
            .map(bucket -> bucket.ref())
            .toList();
    resources.stream().filter(Resource::isFunction).forEach(function -> events(function, buckets));
    resources.stream()
        .filter(resource -> resource.is(ResourceKind.BUCKET_NOTIFICATIONS))
        .forEach(
            one ->
                ofCdk
                    .computeIfAbsent(
                        one.properties().textOf("BucketName").orElse(""), any -> new ArrayList<>())
                    .add(one));
  }

  private void events(Resource function, List<String> buckets) {
    YamlValue events =
        function.properties().get("Events").orElse(YamlValue.nothing(function.line()));
    events.entries().forEach((id, event) -> event(function, id, event, buckets));
  }

  private void event(Resource function, String id, YamlValue event, List<String> buckets) {
    String type = event.textOf("Type").orElse("");
    String where = function.path("Events." + id);
    if (SourceEvents.isOne(type)
        || FunctionEvents.isRead(type)
        || type.equals("Api")
        || type.equals("HttpApi")) {
      return;
    }
    if (!type.equals("S3")) {
      problems.warning(
          event.line(),
          "%s has the type \"%s\", which is not supported here.".formatted(where, type));
      return;
    }
    YamlValue properties = event.get("Properties").orElse(YamlValue.nothing(event.line()));
    String bucket = properties.textOf("Bucket").orElse("");
    if (!buckets.contains(bucket)) {
      problems.error(
          properties.get("Bucket").orElse(event).line(),
          "%s.Bucket is \"%s\", but SAM wants a bucket of this template. Write: !Ref MyBucket"
              .formatted(where, bucket));
      return;
    }
    ofFunctions
        .computeIfAbsent(bucket, name -> new ArrayList<>())
        .add(notification(where, id, function.ref(), properties));
  }

  /** Returns a bucket. */
  public Bucket bucket(Resource bucket) {
    String name = bucket.ref();
    if (problems.isEmpty() && !name.matches(NAME)) {
      problems.error(
          bucket.properties().get("BucketName").map(YamlValue::line).orElse(bucket.line()),
          "%s is \"%s\", but a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens. Rename it."
              .formatted(bucket.path("BucketName"), name));
    }
    List<Notification> notifications = new ArrayList<>();
    Optional<YamlValue> configuration = bucket.properties().get("NotificationConfiguration");
    configuration.ifPresent(
        declared ->
            declared
                .entries()
                .forEach((kind, list) -> declared(bucket, kind, list, notifications)));
    ofCdk
        .getOrDefault(name, List.of())
        .forEach(
            custom ->
                custom
                    .properties()
                    .get("NotificationConfiguration")
                    .orElse(YamlValue.nothing(custom.line()))
                    .entries()
                    .forEach((kind, list) -> declared(custom, kind, list, notifications)));
    YamlValue place = configuration.orElse(YamlValue.nothing(bucket.line()));
    notifications.stream()
        .filter(Notification::isToFunction)
        .filter(one -> !functions.isNotifiable(one.target(), place, bucket, problems))
        .forEach(
            one ->
                problems.error(
                    place.line(),
                    "%s names the function \"%s\", which is not in this template. Write: !GetAtt MyFunction.Arn"
                        .formatted(bucket.path("NotificationConfiguration"), one.target())));
    notifications.addAll(ofFunctions.getOrDefault(name, List.of()));
    checkOverlaps(bucket, notifications);
    return new Bucket(name, notifications, cors(bucket));
  }

  /**
   * S3 refuses notifications of one event whose prefixes and suffixes both overlap.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html">Filtering
   *     by object key names</a>
   */
  private void checkOverlaps(Resource bucket, List<Notification> all) {
    if (all.size() > MAX_NOTIFICATIONS) {
      problems.error(
          bucket.line(),
          "Resources.%s has %d notifications, but S3 takes %d at most. Remove some."
              .formatted(bucket.id(), all.size(), MAX_NOTIFICATIONS));
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      for (Notification other : all.subList(i + 1, all.size())) {
        boolean isOfS3 = !all.get(i).isToEventBridge() && !other.isToEventBridge();
        if (isOfS3 && overlap(all.get(i), other)) {
          problems.error(
              bucket.line(),
              "Resources.%s has the notifications %s and %s, whose events and filters overlap, which S3 refuses. Give them different events, prefixes or suffixes."
                  .formatted(bucket.id(), all.get(i).id(), other.id()));
        }
      }
    }
  }

  private static boolean overlap(Notification one, Notification other) {
    boolean isSameEvent =
        one.filter().events().stream()
            .anyMatch(
                event ->
                    other.filter().events().stream().anyMatch(another -> overlap(event, another)));
    return isSameEvent
        && (one.filter().prefix().startsWith(other.filter().prefix())
            || other.filter().prefix().startsWith(one.filter().prefix()))
        && (one.filter().suffix().endsWith(other.filter().suffix())
            || other.filter().suffix().endsWith(one.filter().suffix()));
  }

  private static boolean overlap(String event, String other) {
    return event.equals(other)
        || event.endsWith("*") && other.startsWith(event.substring(0, event.length() - 1))
        || other.endsWith("*") && event.startsWith(other.substring(0, other.length() - 1));
  }

  private void declared(Resource bucket, String kind, YamlValue list, List<Notification> to) {
    String where = bucket.path("NotificationConfiguration." + kind);
    if (kind.equals("EventBridgeConfiguration")) {
      eventBridge(list, to);
      return;
    }
    if (!kind.matches("(Lambda(Function)?|Queue|Topic)Configurations")) {
      problems.warning(list.line(), where + " has no effect here.");
      return;
    }
    for (YamlValue one : list.elements()) {
      String target =
          TARGETS.stream()
              .flatMap(name -> one.textOf(name).stream())
              .findFirst()
              .map(arn -> kind.startsWith("Lambda") ? PhysicalNames.functionName(arn) : arn)
              .orElse("");
      to.add(notification(where, bucket.id() + "-" + to.size(), target, one));
    }
  }

  /** With it, every event goes to the default bus; S3's own API has an empty object for it. */
  private static void eventBridge(YamlValue configuration, List<Notification> to) {
    boolean isOff =
        configuration
            .textOf("EventBridgeEnabled")
            .filter(text -> text.equalsIgnoreCase("false"))
            .isPresent();
    if (!isOff) {
      to.add(
          new Notification(
              "EventBridge", Notification.EVENT_BRIDGE, Notification.Filter.EVERYTHING));
    }
  }

  /** Returns a notification from its configuration, in CloudFormation's or in SAM's words. */
  private Notification notification(String where, String id, String function, YamlValue from) {
    List<String> events =
        from.get("Events").or(() -> from.get("Event")).map(YamlValue::texts).orElse(List.of());
    if (events.isEmpty() || !events.stream().allMatch(event -> event.startsWith("s3:"))) {
      problems.error(
          from.line(),
          "%s names the events %s. Write, for example: s3:ObjectCreated:*"
              .formatted(where, events));
    }
    Map<String, String> filter = new HashMap<>();
    for (YamlValue rule : rules(from)) {
      String name = rule.textOf("Name").orElse("").toLowerCase(Locale.ROOT);
      if (!name.equals("prefix") && !name.equals("suffix")) {
        problems.error(
            rule.line(),
            "%s has a filter named \"%s\". Write prefix or suffix.".formatted(where, name));
      }
      filter.put(name, rule.textOf("Value").orElse(""));
    }
    return new Notification(
        id,
        function,
        new Notification.Filter(
            events, filter.getOrDefault("prefix", ""), filter.getOrDefault("suffix", "")));
  }

  /** CloudFormation and S3's own API, which CDK calls, name them differently. */
  private static List<YamlValue> rules(YamlValue notification) {
    return notification
        .at("Filter", "S3Key", "Rules")
        .or(() -> notification.at("Filter", "Key", "FilterRules"))
        .map(YamlValue::elements)
        .orElse(List.of());
  }

  private static List<CorsRule> cors(Resource bucket) {
    return bucket
        .properties()
        .at("CorsConfiguration", "CorsRules")
        .map(YamlValue::elements)
        .orElse(List.of())
        .stream()
        .map(
            rule ->
                new CorsRule(
                    texts(rule, "AllowedOrigins"),
                    texts(rule, "AllowedMethods"),
                    new CorsRule.Headers(
                        texts(rule, "AllowedHeaders"), texts(rule, "ExposedHeaders"))))
        .toList();
  }

  private static List<String> texts(YamlValue rule, String name) {
    return rule.get(name).map(YamlValue::texts).orElse(List.of());
  }
}
