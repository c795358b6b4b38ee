package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads how queued events are handled for functions.
 *
 * @param resources all resources, resolved
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html">AWS::Lambda::EventInvokeConfig</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html">EventInvokeConfiguration
 *     of SAM</a>
 */
public record AsyncResources(List<Resource> resources, StackLocation account, Problems problems) {
  private static final int MOST_RETRIES = 2;
  private static final int SHORTEST_AGE = 60;
  private static final int LONGEST_AGE = 21_600;

  /** Returns a function with the handling of its events. */
  public FunctionDefinition added(FunctionDefinition function) {
    AsyncConfig config = AsyncConfig.DEFAULTS;
    for (Resource resource : resources) {
      if (resource.isFunction() && resource.ref().equals(function.name())) {
        config = ofFunction(resource, config);
      } else if (resource.is(ResourceKind.EVENT_INVOKE_CONFIG) && isOf(resource, function.name())) {
        config = read(resource, resource.properties(), "", config);
      }
    }
    return config.equals(AsyncConfig.DEFAULTS)
        ? function
        : function.toBuilder().asynchronous(config).build();
  }

  private static boolean isOf(Resource resource, String function) {
    return resource
        .properties()
        .textOf("FunctionName")
        .filter(name -> PhysicalNames.functionName(name).equals(function))
        .isPresent();
  }

  private AsyncConfig ofFunction(Resource function, AsyncConfig before) {
    Optional<String> letters =
        function
            .properties()
            .at("DeadLetterConfig", "TargetArn")
            .or(() -> function.properties().at("DeadLetterQueue", "TargetArn"))
            .map(YamlValue::text);
    Destinations old = before.destinations();
    AsyncConfig config =
        new AsyncConfig(
            before.retries(),
            before.longestAge(),
            new Destinations(
                old.onSuccess(),
                old.onFailure(),
                letters.isPresent() ? letters : old.deadLetters()));
    Optional<YamlValue> own = function.properties().get("EventInvokeConfig");
    return own.isPresent() ? read(function, own.get(), "EventInvokeConfig.", config) : config;
  }

  private AsyncConfig read(Resource resource, YamlValue from, String place, AsyncConfig before) {
    int retries =
        number(resource, from, new Bounded(place + "MaximumRetryAttempts", 0, MOST_RETRIES))
            .orElse(before.retries());
    int age =
        number(
                resource,
                from,
                new Bounded(place + "MaximumEventAgeInSeconds", SHORTEST_AGE, LONGEST_AGE))
            .orElse((int) before.longestAge().toSeconds());
    Destinations old = before.destinations();
    return new AsyncConfig(
        retries,
        Duration.ofSeconds(age),
        new Destinations(
            destination(resource, from, "OnSuccess").or(old::onSuccess),
            destination(resource, from, "OnFailure").or(old::onFailure),
            old.deadLetters()));
  }

  private Optional<String> destination(Resource resource, YamlValue from, String when) {
    Optional<YamlValue> declared = from.at("DestinationConfig", when);
    Optional<String> given =
        declared.flatMap(one -> one.textOf("Destination")).filter(text -> !text.isEmpty());
    return given.isPresent() || declared.isEmpty() || !resource.isFunction()
        ? given
        : generated(resource, when);
  }

  /** SAM makes a queue or a topic of a destination that names none. */
  private Optional<String> generated(Resource function, String when) {
    String id = function.id() + "EventInvokeConfig" + when;
    return new GeneratedTargets(resources, account).find(function, id + "Queue", id + "Topic");
  }

  /** A property that is a number between bounds. */
  private record Bounded(String property, int min, int max) {}

  private Optional<Integer> number(Resource resource, YamlValue from, Bounded bounded) {
    String name = bounded.property().substring(bounded.property().indexOf('.') + 1);
    Optional<YamlValue> value = from.get(name).filter(given -> !given.isNull());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = String.valueOf(value.get().text());
    boolean isNumber = text.matches("\\d{1,6}");
    int number = isNumber ? Integer.parseInt(text) : -1;
    if (number < bounded.min() || number > bounded.max()) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but Lambda takes a whole number from %d to %d."
              .formatted(resource.path(bounded.property()), text, bounded.min(), bounded.max()));
      return Optional.empty();
    }
    return Optional.of(number);
  }
}
