package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.UsagePlan;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads which keys open which stages: those of the usage plans that a stage is in.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-usageplan.html">AWS::ApiGateway::UsagePlan</a>
 */
final class ApiKeyResources {
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private final Map<String, List<ApiKey>> byPlan = new HashMap<>();
  private final Map<String, List<ApiKey>> byStage = new HashMap<>();
  private final Problems problems;

  /**
   * Reads the keys.
   *
   * @param resources all resources, resolved
   */
  ApiKeyResources(List<Resource> resources, Problems problems) {
    this.problems = problems;
    of(resources, ResourceKind.API_KEY).forEach(this::key);
    of(resources, ResourceKind.USAGE_PLAN_KEY).forEach(this::join);
    of(resources, ResourceKind.USAGE_PLAN).forEach(this::plan);
  }

  private static List<Resource> of(List<Resource> resources, ResourceKind kind) {
    return resources.stream().filter(one -> one.is(kind)).toList();
  }

  /** Returns the keys that open a stage. */
  List<ApiKey> of(String apiId, String stageName) {
    return byStage.getOrDefault(apiId + "/" + stageName, List.of());
  }

  /** A key can be used only once it is enabled. */
  private void key(Resource resource) {
    boolean isEnabled = resource.properties().get("Enabled").filter(YamlValue::isTrue).isPresent();
    String value = resource.properties().textOf("Value").orElse("");
    if (value.isEmpty()) {
      byte[] seed = resource.ref().getBytes(StandardCharsets.UTF_8);
      String letters = UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
      value = (letters + letters).substring(0, 40);
      problems.warning(
          resource.line(),
          "Resources.%s has no Value; here the key is %s.".formatted(resource.id(), value));
    }
    if (!isEnabled) {
      disabled.add(resource.ref());
      problems.warning(
          resource.line(),
          "Resources.%s is not Enabled: requests with it are refused, as on AWS."
              .formatted(resource.id()));
    }
    keys.put(resource.ref(), ApiKey.of(resource.ref(), value));
  }

  private void join(Resource resource) {
    YamlValue id = resource.properties().get("KeyId").orElse(YamlValue.nothing(resource.line()));
    String plan = resource.properties().textOf("UsagePlanId").orElse("");
    ApiKey key = keys.get(String.valueOf(id.text()));
    if (key == null) {
      problems.error(
          id.line(),
          "%s is \"%s\", which is not a key of this template. Write, for example: !Ref MyKey"
              .formatted(resource.path("KeyId"), id.text()));
      return;
    }
    byPlan.computeIfAbsent(plan, any -> new ArrayList<>()).add(key);
  }

  private void plan(Resource resource) {
    YamlValue stages =
        resource.properties().get("ApiStages").orElse(YamlValue.nothing(resource.line()));
    for (YamlValue stage : stages.elements()) {
      String name = stage.textOf("ApiId").orElse("") + "/" + stage.textOf("Stage").orElse("");
      List<ApiKey> opening = byStage.computeIfAbsent(name, any -> new ArrayList<>());
      byPlan.getOrDefault(resource.ref(), List.of()).stream()
          .filter(key -> !disabled.contains(key.id()))
          .forEach(key -> opening.add(key.withPlan(limits(resource))));
    }
  }

  private UsagePlan limits(Resource resource) {
    UsagePlan plan = UsagePlan.of(resource.ref());
    YamlValue throttle = resource.properties().get("Throttle").orElse(null);
    if (throttle != null) {
      plan =
          plan.withThrottle(
              number(resource, throttle, "RateLimit").orElse(Double.POSITIVE_INFINITY),
              number(resource, throttle, "BurstLimit").map(Double::intValue).orElse(1));
    }
    YamlValue quota = resource.properties().get("Quota").orElse(null);
    if (quota == null) {
      return plan;
    }
    int limit = number(resource, quota, "Limit").map(Double::intValue).orElse(Integer.MAX_VALUE);
    String period = quota.textOf("Period").orElse("");
    try {
      return plan.withQuota(limit, UsagePlan.Period.valueOf(period));
    } catch (IllegalArgumentException e) {
      problems.error(
          quota.line(),
          "%s.Period is \"%s\". Write DAY, WEEK or MONTH."
              .formatted(resource.path("Quota"), period));
      return plan;
    }
  }

  private Optional<Double> number(Resource resource, YamlValue limits, String name) {
    try {
      return limits.textOf(name).map(Double::valueOf);
    } catch (NumberFormatException e) {
      problems.error(limits.line(), resource.path(name) + " is not a number.");
      return Optional.empty();
    }
  }
}
