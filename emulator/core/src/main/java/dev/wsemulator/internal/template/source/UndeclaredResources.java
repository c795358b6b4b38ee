package dev.wsemulator.internal.template.source;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queues, topics and buses that a template only names, because another stack has them: by an ARN,
 * or by the URL of a queue, in variables, policies, subscriptions, targets and so on.
 */
public final class UndeclaredResources {
  private static final Pattern QUEUE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}([.]fifo)?");
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,251}([.]fifo)?");
  private static final Pattern BUS_NAME = Pattern.compile("event-bus/([A-Za-z0-9._-]{1,256})");

  private final List<Resource> resources;
  private final StackLocation account;
  private final Problems problems;
  private final Pattern queueUrl;

  /** In the metadata of resources that are only named. */
  private static final String NAMED = "IsOnlyNamed";

  /** Which there are, as a kind and a name. */
  private final Set<String> known = new HashSet<>();

  private final List<Resource> added = new ArrayList<>();

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  public UndeclaredResources(List<Resource> resources, StackLocation account, Problems problems) {
    this.resources = resources;
    this.account = account;
    this.problems = problems;
    this.queueUrl =
        Pattern.compile(
            "https://(?:sqs\\.%1$s|%1$s\\.queue)\\.amazonaws\\.com/\\d{12}/([^/]+)"
                .formatted(Pattern.quote(account.region())));
  }

  /** Returns whether a resource is only named, so that its properties are not known. */
  static boolean isOnlyNamed(Resource resource) {
    return resource.metadata().get(NAMED).isPresent();
  }

  /** Returns all resources, with those that are only named. */
  public List<Resource> withNamed() {
    known.add(key(ResourceKind.EVENT_BUS, "default"));
    resources.forEach(
        one -> {
          switch (one.kind()) {
            case QUEUE -> known.add(key(ResourceKind.QUEUE, QueueResources.name(one)));
            case TOPIC -> known.add(key(ResourceKind.TOPIC, last(one.ref())));
            case EVENT_BUS -> known.add(key(ResourceKind.EVENT_BUS, one.ref()));
            default -> {}
          }
        });
    for (Resource resource : resources) {
      resource
          .properties()
          .entries()
          .forEach((name, value) -> read(value, resource.path(name), resource));
    }
    List<Resource> all = new ArrayList<>(resources);
    all.addAll(added);
    return all;
  }

  private static String key(ResourceKind kind, String name) {
    return kind.type() + " " + name;
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private void read(YamlValue value, String place, Resource from) {
    if (value.isText()) {
      readText(value, place, from);
    } else if (value.isMap()) {
      value.entries().values().forEach(one -> read(one, place, from));
    } else {
      value.elements().forEach(one -> read(one, place, from));
    }
  }

  private void readText(YamlValue value, String place, Resource from) {
    String text = value.string();
    if (text.startsWith("https://")) {
      Matcher url = queueUrl.matcher(text);
      if (url.matches()) {
        queue(url.group(1), new Naming(value, place, from));
      }
      return;
    }
    if (!text.startsWith("arn:aws:s") && !text.startsWith("arn:aws:events:")) {
      return;
    }
    Arn.parse(text)
        .filter(arn -> arn.region().equals(account.region()))
        .filter(arn -> arn.accountId().equals(account.accountId()))
        .ifPresent(arn -> named(arn, new Naming(value, place, from)));
  }

  private void named(Arn arn, Naming naming) {
    switch (arn.service()) {
      case "sqs" -> queue(arn.resource(), naming);
      case "sns" -> {
        if (TOPIC_NAME.matcher(arn.resource()).matches()) {
          String ref = Arn.of("sns", account.region(), account.accountId(), arn.resource());
          add(ResourceKind.TOPIC, arn.resource(), ref, naming);
        }
      }
      case "events" -> {
        Matcher bus = BUS_NAME.matcher(arn.resource());
        if (bus.matches()) {
          add(ResourceKind.EVENT_BUS, bus.group(1), bus.group(1), naming);
        }
      }
      default -> {}
    }
  }

  private void queue(String name, Naming naming) {
    if (QUEUE_NAME.matcher(name).matches()) {
      String ref =
          "https://sqs.%s.amazonaws.com/%s/%s"
              .formatted(account.region(), account.accountId(), name);
      add(ResourceKind.QUEUE, name, ref, naming);
    }
  }

  /**
   * Where a resource is named.
   *
   * @param value the name
   * @param place the property
   * @param from the resource with the property
   */
  private record Naming(YamlValue value, String place, Resource from) {}

  private void add(ResourceKind kind, String name, String ref, Naming naming) {
    if (!known.add(key(kind, name))) {
      return;
    }
    int line = naming.value().line();
    Map<String, YamlValue> properties = new HashMap<>();
    if (name.endsWith(".fifo") && kind != ResourceKind.EVENT_BUS) {
      properties.put("FifoQueue", YamlValue.text(line, "true"));
      properties.put("FifoTopic", YamlValue.text(line, "true"));
    }
    Resource resource =
        new Resource(name, kind.type(), YamlValue.map(line, properties), line)
            .with(YamlValue.map(line, Map.of(NAMED, YamlValue.text(line, "true"))));
    Resource.Home home = naming.from().home();
    added.add(
        resource.deployed(
            resource.properties(), new Resource.Home(home.stackName(), home.folder(), ref)));
    problems.warning(
        line,
        "%s names the %s \"%s\", which is in no given template. It is created, with the defaults of AWS."
            .formatted(naming.place(), title(kind), name));
  }

  private static String title(ResourceKind kind) {
    return switch (kind) {
      case QUEUE -> "queue";
      case TOPIC -> "topic";
      default -> "event bus";
    };
  }
}
