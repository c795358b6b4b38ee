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
      Map.of(
          "AWS::Serverless::Function", "FunctionName",
          "AWS::Lambda::Function", "FunctionName",
          "AWS::DynamoDB::Table", "TableName",
          "AWS::Serverless::SimpleTable", "TableName",
          "AWS::S3::Bucket", "BucketName",
          "AWS::ApiGatewayV2::Stage", "StageName",
          "AWS::ApiGatewayV2::Model", "Name",
          "AWS::ApiGatewayV2::DomainName", "DomainName",
          "AWS::IAM::Role", "RoleName",
          "AWS::Logs::LogGroup", "LogGroupName");

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
      case "AWS::ApiGatewayV2::Api" -> hash(resource.id(), 10);
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
      case "AWS::IAM::ManagedPolicy" ->
          "arn:aws:iam::%s:policy/%s".formatted(account.accountId(), name(resource));
      case "AWS::SQS::Queue" ->
          "https://sqs.%s.amazonaws.com/%s/%s"
              .formatted(account.region(), account.accountId(), name(resource));
      case "AWS::SNS::Topic" ->
          "arn:aws:sns:%s:%s:%s".formatted(account.region(), account.accountId(), name(resource));
      case "AWS::Lambda::Alias" ->
          functionArn(functionName(orEmpty(nameOf.apply("FunctionName"))))
              + ":"
              + orEmpty(nameOf.apply("Name"));
      case "AWS::Lambda::Version" ->
          functionArn(functionName(orEmpty(nameOf.apply("FunctionName")))) + ":1";
      default -> name(resource);
    };
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
    String region = account.region();
    String owner = region + ":" + account.accountId();
    return Optional.ofNullable(
        switch (resource.type() + "." + attribute) {
          case "AWS::Serverless::Function.Arn", "AWS::Lambda::Function.Arn" -> functionArn(ref);
          case "AWS::Serverless::Function.Alias" -> published(resource, ref, "");
          case "AWS::Serverless::Function.Version" -> published(resource, ref, "1");
          case "AWS::DynamoDB::Table.Arn", "AWS::Serverless::SimpleTable.Arn" ->
              "arn:aws:dynamodb:" + owner + ":table/" + ref;
          case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + ref;
          case "AWS::S3::Bucket.DomainName" -> ref + ".s3.amazonaws.com";
          case "AWS::S3::Bucket.RegionalDomainName" -> ref + ".s3." + region + ".amazonaws.com";
          case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + account.accountId() + ":role/" + ref;
          case "AWS::Logs::LogGroup.Arn" -> "arn:aws:logs:" + owner + ":log-group:" + ref + ":*";
          case "AWS::ApiGatewayV2::Api.ApiId",
              "AWS::ApiGatewayV2::Integration.IntegrationId",
              "AWS::ApiGatewayV2::Route.RouteId",
              "AWS::ApiGatewayV2::RouteResponse.RouteResponseId",
              "AWS::ApiGatewayV2::IntegrationResponse.IntegrationResponseId",
              "AWS::ApiGatewayV2::Authorizer.AuthorizerId",
              "AWS::ApiGatewayV2::Model.ModelId",
              "AWS::ApiGatewayV2::Deployment.DeploymentId" ->
              ref;
          case "AWS::ApiGatewayV2::Api.ApiEndpoint" ->
              "wss://" + ref + ".execute-api." + region + ".amazonaws.com";
          default -> elsewhere(resource, attribute, ref);
        });
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
