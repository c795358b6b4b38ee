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
 * Reads what becomes of events that are queued for functions.
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

  /** Returns a function with what becomes of its events. */
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
        number(resource, from, place + "MaximumRetryAttempts", before.retries(), 0, MOST_RETRIES);
    int age =
        number(
            resource,
            from,
            place + "MaximumEventAgeInSeconds",
            (int) before.longestAge().toSeconds(),
            SHORTEST_AGE,
            LONGEST_AGE);
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

  private int number(
      Resource resource, YamlValue from, String property, int byDefault, int min, int max) {
    String name = property.substring(property.indexOf('.') + 1);
    Optional<YamlValue> value = from.get(name).filter(given -> !given.isNull());
    if (value.isEmpty()) {
      return byDefault;
    }
    String text = String.valueOf(value.get().text());
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but Lambda takes a whole number from %d to %d."
              .formatted(resource.path(property), text, min, max));
      return byDefault;
    }
    return Integer.parseInt(text);
  }
}
