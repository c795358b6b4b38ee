package dev.wsemulator.internal.account;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of resources in templates that the emulator tells apart, with what it does with them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html">Resource
 *     types</a>
 */
public enum ResourceKind {
  API("AWS::ApiGatewayV2::Api", Effect.BUILT),
  AUTHORIZER("AWS::ApiGatewayV2::Authorizer", Effect.BUILT),
  MODEL("AWS::ApiGatewayV2::Model", Effect.BUILT),
  INTEGRATION("AWS::ApiGatewayV2::Integration", Effect.BUILT),
  INTEGRATION_RESPONSE("AWS::ApiGatewayV2::IntegrationResponse", Effect.BUILT),
  ROUTE("AWS::ApiGatewayV2::Route", Effect.BUILT),
  ROUTE_RESPONSE("AWS::ApiGatewayV2::RouteResponse", Effect.BUILT),
  DEPLOYMENT("AWS::ApiGatewayV2::Deployment", Effect.BUILT),
  STAGE("AWS::ApiGatewayV2::Stage", Effect.BUILT),
  DOMAIN_NAME("AWS::ApiGatewayV2::DomainName", Effect.BUILT),
  API_MAPPING("AWS::ApiGatewayV2::ApiMapping", Effect.BUILT),
  API_KEY("AWS::ApiGateway::ApiKey", Effect.BUILT),
  USAGE_PLAN("AWS::ApiGateway::UsagePlan", Effect.BUILT),
  USAGE_PLAN_KEY("AWS::ApiGateway::UsagePlanKey", Effect.BUILT),
  REST_API("AWS::ApiGateway::RestApi", Effect.BUILT),
  REST_AUTHORIZER("AWS::ApiGateway::Authorizer", Effect.BUILT),
  REST_DEPLOYMENT("AWS::ApiGateway::Deployment", Effect.BUILT),
  REST_BASE_PATH_MAPPING("AWS::ApiGateway::BasePathMapping", Effect.BUILT),
  REST_DOMAIN_NAME("AWS::ApiGateway::DomainName", Effect.BUILT),
  REST_METHOD("AWS::ApiGateway::Method", Effect.BUILT),
  REST_RESOURCE("AWS::ApiGateway::Resource", Effect.BUILT),
  REST_STAGE("AWS::ApiGateway::Stage", Effect.BUILT),
  USER_POOL("AWS::Cognito::UserPool", Effect.BUILT),
  USER_POOL_CLIENT("AWS::Cognito::UserPoolClient", Effect.BUILT),
  CUSTOM_RESOURCE("AWS::CloudFormation::CustomResource", Effect.IGNORED),
  STACK("AWS::CloudFormation::Stack", Effect.BUILT),
  TABLE("AWS::DynamoDB::Table", Effect.BUILT),
  GLOBAL_TABLE("AWS::DynamoDB::GlobalTable", Effect.BUILT),
  EVENT_BUS("AWS::Events::EventBus", Effect.BUILT),
  EVENT_BUS_POLICY("AWS::Events::EventBusPolicy", Effect.BUILT),
  EVENT_RULE("AWS::Events::Rule", Effect.BUILT),
  ROLE("AWS::IAM::Role", Effect.BUILT),
  POLICY("AWS::IAM::Policy", Effect.BUILT),
  ROLE_POLICY("AWS::IAM::RolePolicy", Effect.BUILT),
  MANAGED_POLICY("AWS::IAM::ManagedPolicy", Effect.BUILT),
  FUNCTION("AWS::Lambda::Function", Effect.BUILT),
  FUNCTION_ALIAS("AWS::Lambda::Alias", Effect.BUILT),
  FUNCTION_VERSION("AWS::Lambda::Version", Effect.BUILT),
  FUNCTION_PERMISSION("AWS::Lambda::Permission", Effect.BUILT),
  FUNCTION_URL("AWS::Lambda::Url", Effect.IGNORED),
  EVENT_INVOKE_CONFIG("AWS::Lambda::EventInvokeConfig", Effect.BUILT),
  EVENT_SOURCE_MAPPING("AWS::Lambda::EventSourceMapping", Effect.BUILT),
  LAYER("AWS::Lambda::LayerVersion", Effect.BUILT),
  LOG_GROUP("AWS::Logs::LogGroup", Effect.NAMED),
  BUCKET("AWS::S3::Bucket", Effect.BUILT),
  BUCKET_NOTIFICATIONS("Custom::S3BucketNotifications", Effect.BUILT),
  SCHEDULE("AWS::Scheduler::Schedule", Effect.BUILT),
  SCHEDULE_GROUP("AWS::Scheduler::ScheduleGroup", Effect.BUILT),
  SECRET("AWS::SecretsManager::Secret", Effect.BUILT),
  TOPIC("AWS::SNS::Topic", Effect.BUILT),
  SUBSCRIPTION("AWS::SNS::Subscription", Effect.BUILT),
  TOPIC_POLICY("AWS::SNS::TopicPolicy", Effect.BUILT),
  QUEUE("AWS::SQS::Queue", Effect.BUILT),
  QUEUE_POLICY("AWS::SQS::QueuePolicy", Effect.BUILT),
  PARAMETER("AWS::SSM::Parameter", Effect.BUILT),
  SAM_WEB_SOCKET_API("AWS::Serverless::WebSocketApi", Effect.IGNORED),
  SAM_REST_API("AWS::Serverless::Api", Effect.BUILT),
  SAM_HTTP_API("AWS::Serverless::HttpApi", Effect.BUILT),
  SAM_APPLICATION("AWS::Serverless::Application", Effect.BUILT),
  SAM_FUNCTION("AWS::Serverless::Function", Effect.BUILT),
  SAM_LAYER("AWS::Serverless::LayerVersion", Effect.BUILT),
  SAM_TABLE("AWS::Serverless::SimpleTable", Effect.BUILT),
  /** Every other type. */
  OTHER("", Effect.IGNORED);

  /** How the types begin that SAM makes others of. */
  public static final String SAM = "AWS::Serverless::";

  private static final Map<String, ResourceKind> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(ResourceKind::type, Function.identity()));

  /** What the emulator does with resources of a type. */
  private enum Effect {
    /** It makes something of them. */
    BUILT,
    /** It knows their names only. */
    NAMED,
    /** It ignores them, with a warning. */
    IGNORED
  }

  private final String type;
  private final Effect effect;

  ResourceKind(String type, Effect effect) {
    this.type = type;
    this.effect = effect;
  }

  public static ResourceKind of(String type) {
    return BY_TYPE.getOrDefault(type, OTHER);
  }

  /** Returns the type in templates, such as {@code AWS::S3::Bucket}. */
  public String type() {
    return type;
  }

  /** Returns whether the properties of such resources are read. */
  public boolean isRead() {
    return effect == Effect.BUILT || effect == Effect.NAMED;
  }

  public boolean isFunction() {
    return this == FUNCTION || this == SAM_FUNCTION;
  }

  public boolean isLayer() {
    return this == LAYER || this == SAM_LAYER;
  }

  public boolean isNestedStack() {
    return this == STACK || this == SAM_APPLICATION;
  }
}
