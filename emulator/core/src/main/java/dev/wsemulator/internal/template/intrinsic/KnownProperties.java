package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.Property.Trait;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.text.Spelling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The properties of resources that are served here: which are read, which cannot matter. */
public final class KnownProperties {
  private static final Set<String> HARMLESS =
      Set.of("Tags", "Description", "PropagateTags", "FailOnWarnings");
  private static final Map<ResourceKind, Set<String>> READ = new EnumMap<>(ResourceKind.class);

  static {
    for (ResourceType type : ResourceType.values()) {
      READ.put(type.kind(), names(type));
    }
    String function =
        "FunctionName Handler Runtime Timeout MemorySize Environment Role"
            + " ReservedConcurrentExecutions Architectures LoggingConfig EphemeralStorage SnapStart"
            + " PackageType TracingConfig RuntimeManagementConfig Layers";
    read(ResourceKind.FUNCTION, function + " Code ImageConfig");
    read(
        ResourceKind.SAM_FUNCTION,
        function
            + " CodeUri InlineCode ImageUri ImageConfig Policies PermissionsBoundary Events Tracing"
            + " RolePath AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256"
            + " DeploymentPreference ProvisionedConcurrencyConfig VersionDescription");
    read(
        ResourceKind.TABLE,
        "TableName KeySchema AttributeDefinitions GlobalSecondaryIndexes LocalSecondaryIndexes"
            + " TimeToLiveSpecification"
            + " BillingMode ProvisionedThroughput OnDemandThroughput SSESpecification TableClass"
            + " PointInTimeRecoverySpecification DeletionProtectionEnabled"
            + " ContributorInsightsSpecification");
    read(
        ResourceKind.SAM_TABLE,
        "TableName PrimaryKey ProvisionedThroughput SSESpecification"
            + " PointInTimeRecoverySpecification");
    read(
        ResourceKind.BUCKET,
        "BucketName CorsConfiguration NotificationConfiguration AccessControl BucketEncryption"
            + " PublicAccessBlockConfiguration OwnershipControls LoggingConfiguration"
            + " MetricsConfigurations AnalyticsConfigurations");
    read(
        ResourceKind.GLOBAL_TABLE,
        "TableName KeySchema AttributeDefinitions GlobalSecondaryIndexes LocalSecondaryIndexes"
            + " TimeToLiveSpecification"
            + " BillingMode Replicas SSESpecification WriteProvisionedThroughputSettings"
            + " WriteOnDemandThroughputSettings");
  }

  private KnownProperties() {}

  /** Returns the properties that have an effect, and those that name what it is a part of. */
  private static Set<String> names(ResourceType type) {
    Set<String> names = new TreeSet<>();
    type.properties().stream()
        .filter(one -> !one.has(Trait.HTTP_API) && !one.has(Trait.INEFFECTIVE))
        .forEach(one -> names.add(one.titleName()));
    for (Optional<ResourceType> all = type.parent(); all.isPresent(); all = all.get().parent()) {
      names.add(Property.titleOf(all.get().idProperty()));
    }
    return names;
  }

  private static void read(ResourceKind kind, String names) {
    READ.put(kind, new TreeSet<>(List.of(names.split(" "))));
  }

  /** Warns of every property that has no effect. */
  public static void check(Resource resource, Problems problems) {
    Set<String> known = READ.get(resource.kind());
    if (known == null) {
      return; // all properties are read, or none
    }
    resource
        .properties()
        .entries()
        .forEach(
            (name, value) -> {
              if (known.contains(name) || HARMLESS.contains(name)) {
                return;
              }
              String hint = Spelling.hint(name, known);
              if (hint.isEmpty()) {
                problems.ignored(value.line(), resource.path(name));
              } else {
                problems.warning(
                    value.line(), "%s has no effect here.%s".formatted(resource.path(name), hint));
              }
            });
  }

  /** Reports a resource that does less here than on AWS. */
  public static void tellEffect(Resource resource, Problems problems) {
    problems.warning(
        resource.line(),
        resource.is(ResourceKind.QUEUE)
            ? "Resources.%s is known by name only: SQS is available only if the back end has it."
                .formatted(resource.id())
            : "Resources.%s has no effect here: its function is not invoked by streams and queues."
                .formatted(resource.id()));
  }
}
