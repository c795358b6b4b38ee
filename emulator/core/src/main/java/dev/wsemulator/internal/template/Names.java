package dev.wsemulator.internal.template;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Ref} and {@code Fn::GetAtt} yield for resources: the same names at every start.
 * Immutable.
 */
final class Names {
  private static final Map<String, String> NAME_PROPERTIES =
      Map.ofEntries(
          Map.entry("AWS::Serverless::Function", "FunctionName"),
          Map.entry("AWS::Lambda::Function", "FunctionName"),
          Map.entry("AWS::DynamoDB::Table", "TableName"),
          Map.entry("AWS::Serverless::SimpleTable", "TableName"),
          Map.entry("AWS::S3::Bucket", "BucketName"),
          Map.entry("AWS::ApiGatewayV2::Stage", "StageName"),
          Map.entry("AWS::ApiGatewayV2::Model", "Name"),
          Map.entry("AWS::ApiGatewayV2::DomainName", "DomainName"),
          Map.entry("AWS::IAM::Role", "RoleName"),
          Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
          Map.entry("AWS::DynamoDB::GlobalTable", "TableName"),
          Map.entry("AWS::SSM::Parameter", "Name"),
          Map.entry("AWS::Kinesis::Stream", "Name"));

  private final Account account;

  Names(Account account) {
    this.account = account;
  }

  /**
   * Returns what {@code Ref} yields.
   *
   * @param nameOf resolves the property with this name, if the resource has it
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-ref.html">Ref</a>
   */
  String ref(Resource resource, UnaryOperator<String> nameOf) {
    String property = NAME_PROPERTIES.get(resource.type());
    String given = property == null ? null : nameOf.apply(property);
    if (given != null) {
      return given;
    }
    return switch (resource.type()) {
      case "AWS::ApiGateway::ApiKey", "AWS::ApiGateway::UsagePlan", "AWS::ApiGatewayV2::Api" ->
          hash(resource.id(), 10);
      case "AWS::ApiGatewayV2::Stage" -> "default";
      case "AWS::S3::Bucket" -> bucketName(resource.id());
      case "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::Route",
          "AWS::ApiGatewayV2::RouteResponse",
          "AWS::ApiGatewayV2::IntegrationResponse",
          "AWS::ApiGatewayV2::Authorizer",
          "AWS::ApiGatewayV2::ApiMapping",
          "AWS::ApiGatewayV2::Deployment" ->
          hash(resource.id(), 7);
      default -> arn(resource, nameOf);
    };
  }

  /** Returns an ARN or a URL, where that is what {@code Ref} yields, else a name. */
  private String arn(Resource resource, UnaryOperator<String> nameOf) {
    String owner = account.region() + ":" + account.accountId();
    return switch (resource.type()) {
      case "AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion" ->
          "arn:aws:lambda:" + owner + ":layer:" + given(resource, nameOf, "LayerName") + ":1";
      case "AWS::CloudFormation::Stack", "AWS::Serverless::Application" ->
          "arn:aws:cloudformation:%s:stack/%s/00000000-0000-0000-0000-000000000000"
              .formatted(owner, name(resource));
      case "AWS::IAM::ManagedPolicy" ->
          "arn:aws:iam::%s:policy/%s".formatted(account.accountId(), name(resource));
      case "AWS::SQS::Queue" ->
          "https://sqs.%s.amazonaws.com/%s/%s"
              .formatted(
                  account.region(), account.accountId(), given(resource, nameOf, "QueueName"));
      case "AWS::SecretsManager::Secret" ->
          "arn:aws:secretsmanager:%s:secret:%s-%s"
              .formatted(owner, given(resource, nameOf, "Name"), hash(resource.id(), 6));
      case "AWS::SNS::Topic" -> "arn:aws:sns:" + owner + ":" + given(resource, nameOf, "TopicName");
      case "AWS::Lambda::Alias" ->
          functionArn(functionName(orEmpty(nameOf.apply("FunctionName"))))
              + ":"
              + orEmpty(nameOf.apply("Name"));
      case "AWS::Lambda::Version" ->
          functionArn(functionName(orEmpty(nameOf.apply("FunctionName")))) + ":1";
      default -> name(resource);
    };
  }

  private String given(Resource resource, UnaryOperator<String> nameOf, String property) {
    String given = nameOf.apply(property);
    return given == null ? name(resource) : given;
  }

  private String name(Resource resource) {
    String name = account.stackName() + "-" + resource.id();
    return name.length() > 64 ? name.substring(0, 57) + "-" + hash(resource.id(), 6) : name;
  }

  private String functionArn(String name) {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(account.region(), account.accountId(), name);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Returns what {@code Fn::GetAtt} yields, or empty for an attribute that the resource has not.
   */
  Optional<String> attribute(Resource resource, String attribute, String ref) {
    Optional<String> ofApi = Optional.ofNullable(ofApi(resource, attribute, ref));
    return ofApi
        .or(() -> Optional.ofNullable(ofStore(resource, attribute, ref)))
        .or(() -> Optional.ofNullable(elsewhere(resource, attribute, ref)));
  }

  /** Attributes of APIs and functions. */
  private @Nullable String ofApi(Resource resource, String attribute, String ref) {
    String endpoint = ".execute-api." + account.region() + ".amazonaws.com";
    return switch (resource.type() + "." + attribute) {
      case "AWS::Serverless::Function.Arn", "AWS::Lambda::Function.Arn" -> functionArn(ref);
      case "AWS::Serverless::Function.Alias" -> published(resource, ref, "");
      case "AWS::Serverless::Function.Version" -> published(resource, ref, "1");
      case "AWS::Lambda::Version.Version" -> "1";
      case "AWS::Lambda::Version.FunctionArn",
          "AWS::Lambda::LayerVersion.LayerVersionArn",
          "AWS::Lambda::Alias.AliasArn",
          "AWS::ApiGateway::ApiKey.APIKeyId",
          "AWS::ApiGateway::UsagePlan.Id",
          "AWS::ApiGatewayV2::Api.ApiId",
          "AWS::ApiGatewayV2::ApiMapping.ApiMappingId",
          "AWS::ApiGatewayV2::Integration.IntegrationId",
          "AWS::ApiGatewayV2::Route.RouteId",
          "AWS::ApiGatewayV2::RouteResponse.RouteResponseId",
          "AWS::ApiGatewayV2::IntegrationResponse.IntegrationResponseId",
          "AWS::ApiGatewayV2::Authorizer.AuthorizerId",
          "AWS::ApiGatewayV2::Model.ModelId",
          "AWS::ApiGatewayV2::Stage.Id",
          "AWS::ApiGatewayV2::Deployment.DeploymentId" ->
          ref;
      case "AWS::ApiGatewayV2::Api.ApiEndpoint" -> "wss://" + ref + endpoint;
      case "AWS::ApiGatewayV2::DomainName.RegionalDomainName" ->
          "d-" + hash(resource.id(), 10) + endpoint;
      case "AWS::ApiGatewayV2::DomainName.RegionalHostedZoneId" -> "Z1UJRXOUMOOFQ8";
      case "AWS::ApiGatewayV2::DomainName.DomainNameArn" ->
          "arn:aws:apigateway:" + account.region() + "::/domainnames/" + ref;
      default -> null;
    };
  }

  /** Attributes of what functions use. */
  private @Nullable String ofStore(Resource resource, String attribute, String ref) {
    String region = account.region();
    String owner = region + ":" + account.accountId();
    return switch (resource.type() + "." + attribute) {
      case "AWS::DynamoDB::Table.Arn",
          "AWS::DynamoDB::GlobalTable.Arn",
          "AWS::Serverless::SimpleTable.Arn" ->
          "arn:aws:dynamodb:" + owner + ":table/" + ref;
      case "AWS::DynamoDB::Table.StreamArn",
          "AWS::DynamoDB::GlobalTable.StreamArn",
          "AWS::Serverless::SimpleTable.StreamArn" ->
          "arn:aws:dynamodb:" + owner + ":table/" + ref + "/stream/2024-01-01T00:00:00.000";
      case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + ref;
      case "AWS::S3::Bucket.DomainName" -> ref + ".s3.amazonaws.com";
      case "AWS::S3::Bucket.RegionalDomainName" -> ref + ".s3." + region + ".amazonaws.com";
      case "AWS::S3::Bucket.DualStackDomainName" ->
          ref + ".s3.dualstack." + region + ".amazonaws.com";
      case "AWS::S3::Bucket.WebsiteURL" ->
          "http://" + ref + ".s3-website-" + region + ".amazonaws.com";
      case "AWS::SQS::Queue.QueueUrl",
          "AWS::SNS::Topic.TopicArn",
          "AWS::SecretsManager::Secret.Id" ->
          ref;
      case "AWS::SQS::Queue.QueueName" -> lastPart(ref, '/');
      case "AWS::SQS::Queue.Arn" -> "arn:aws:sqs:" + owner + ":" + lastPart(ref, '/');
      case "AWS::SNS::Topic.TopicName" -> lastPart(ref, ':');
      case "AWS::SSM::Parameter.Type" -> "String";
      case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + account.accountId() + ":role/" + ref;
      case "AWS::Logs::LogGroup.Arn" -> "arn:aws:logs:" + owner + ":log-group:" + ref + ":*";
      default -> null;
    };
  }

  /**
   * SAM makes a version and an alias only of functions that say so.
   *
   * @param version the version, or nothing for the alias
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html">Generated
   *     resources</a>
   */
  private @Nullable String published(Resource function, String ref, String version) {
    Value alias = function.properties().get("AutoPublishAlias").orElse(null);
    if (alias == null) {
      return null;
    }
    String name = alias.text() == null ? "live" : alias.text();
    return functionArn(ref) + ":" + (version.isEmpty() ? name : version);
  }

  private static String lastPart(String text, char delimiter) {
    return text.substring(text.lastIndexOf(delimiter) + 1);
  }

  /** A made-up value for resources that have no effect here, so that what names them can start. */
  private @Nullable String elsewhere(Resource resource, String attribute, String ref) {
    boolean isKnown = KnownProperties.isKnown(resource.type());
    if (isKnown && !resource.type().startsWith("AWS::IAM::")) {
      return null;
    }
    if (!attribute.endsWith("Arn")) {
      return ref + "-" + attribute;
    }
    String[] parts = resource.type().toLowerCase(Locale.ROOT).split("::");
    return ref.startsWith("arn:")
        ? ref
        : "arn:aws:%s:%s:%s:%s"
            .formatted(
                parts.length > 1 ? parts[1] : "unknown",
                account.region(),
                account.accountId(),
                name(resource));
  }

  /**
   * Returns the name of the function that an ARN, with or without a qualifier, or an invocation URI
   * names.
   */
  static String functionName(String arn) {
    String plain = arn;
    int path = arn.indexOf("/functions/");
    if (path >= 0) {
      plain = arn.substring(path + "/functions/".length()).replaceFirst("/invocations$", "");
    }
    int function = plain.indexOf(":function:");
    if (function < 0) {
      return plain;
    }
    return plain.substring(function + ":function:".length()).split(":", 2)[0];
  }

  /** Returns whether a URI lacks its function, as after an intrinsic that yields nothing. */
  static boolean isUnresolved(Value uri) {
    return String.valueOf(uri.text()).contains("/functions//");
  }

  private String bucketName(String logicalId) {
    String name = account.stackName() + "-" + logicalId + "-" + hash(logicalId, 6);
    String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    return clean.substring(Math.max(0, clean.length() - 63)).replaceFirst("^[-.]+", "");
  }

  private String hash(String logicalId, int length) {
    byte[] seed = (account.stackName() + "/" + logicalId).getBytes(StandardCharsets.UTF_8);
    long bits = UUID.nameUUIDFromBytes(seed).getLeastSignificantBits() & Long.MAX_VALUE;
    String text = "0".repeat(13) + Long.toString(bits, 36);
    return text.substring(text.length() - length);
  }
}
