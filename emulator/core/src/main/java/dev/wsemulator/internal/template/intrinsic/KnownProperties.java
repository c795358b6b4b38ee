package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.Property.Trait;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.text.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The properties of resources that are served here: which are read, which cannot matter. */
public final class KnownProperties {
  private static final Set<String> HARMLESS =
      Set.of("Tags", "Description", "PropagateTags", "FailOnWarnings");
  private static final Map<String, Set<String>> READ = new LinkedHashMap<>();

  static {
    for (ResourceType type : ResourceType.values()) {
      READ.put(type.templateType(), names(type));
    }
    String function =
        "FunctionName Handler Runtime Timeout MemorySize Environment Role"
            + " ReservedConcurrentExecutions Architectures LoggingConfig EphemeralStorage SnapStart"
            + " PackageType TracingConfig RuntimeManagementConfig Layers";
    read("AWS::Lambda::Function", function + " Code ImageConfig");
    read(
        "AWS::Serverless::Function",
        function
            + " CodeUri InlineCode ImageUri ImageConfig Policies PermissionsBoundary Events Tracing"
            + " RolePath AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256"
            + " DeploymentPreference ProvisionedConcurrencyConfig VersionDescription");
    read(
        "AWS::DynamoDB::Table",
        "TableName KeySchema AttributeDefinitions GlobalSecondaryIndexes LocalSecondaryIndexes"
            + " TimeToLiveSpecification"
            + " BillingMode ProvisionedThroughput OnDemandThroughput SSESpecification TableClass"
            + " PointInTimeRecoverySpecification DeletionProtectionEnabled"
            + " ContributorInsightsSpecification");
    read(
        "AWS::Serverless::SimpleTable",
        "TableName PrimaryKey ProvisionedThroughput SSESpecification"
            + " PointInTimeRecoverySpecification");
    read(
        "AWS::S3::Bucket",
        "BucketName CorsConfiguration NotificationConfiguration AccessControl BucketEncryption"
            + " PublicAccessBlockConfiguration OwnershipControls LoggingConfiguration"
            + " MetricsConfigurations AnalyticsConfigurations");
    read(
        "AWS::DynamoDB::GlobalTable",
        "TableName KeySchema AttributeDefinitions GlobalSecondaryIndexes LocalSecondaryIndexes"
            + " TimeToLiveSpecification"
            + " BillingMode Replicas SSESpecification WriteProvisionedThroughputSettings"
            + " WriteOnDemandThroughputSettings");
    for (String type :
        List.of(
            "AWS::ApiGateway::ApiKey",
            "AWS::ApiGateway::UsagePlan",
            "AWS::ApiGateway::UsagePlanKey",
            "AWS::CloudFormation::Stack",
            "AWS::Serverless::Application",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Lambda::LayerVersion",
            "AWS::Serverless::LayerVersion",
            "AWS::Logs::LogGroup",
            "AWS::SQS::Queue",
            "AWS::SSM::Parameter",
            "Custom::S3BucketNotifications")) {
      read(type, "");
    }
    read("AWS::Lambda::Alias", "");
    read("AWS::Lambda::Version", "");
    read("AWS::Lambda::Permission", "");
    read("AWS::IAM::Role", "");
    read("AWS::IAM::Policy", "");
    read("AWS::IAM::RolePolicy", "");
    read("AWS::IAM::ManagedPolicy", "");
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

  private static void read(String type, String names) {
    READ.put(type, new TreeSet<>(List.of(names.split(" "))));
  }

  /** Returns whether resources of this type do something here. */
  public static boolean isKnown(String type) {
    return READ.containsKey(type);
  }

  /** Warns of every property that has no effect. */
  public static void check(Resource resource, Problems problems) {
    Set<String> known = READ.getOrDefault(resource.type(), Set.of(""));
    if (known.contains("")) {
      return;
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

  /** Tells of a resource that does less here than on AWS. */
  public static void tellEffect(Resource resource, Problems problems) {
    problems.warning(
        resource.line(),
        resource.type().equals("AWS::SQS::Queue")
            ? "Resources.%s is known by name only: there is no SQS here, unless the back end has one."
                .formatted(resource.id())
            : "Resources.%s starts nothing here: its function is not invoked by streams and queues."
                .formatted(resource.id()));
  }
}
