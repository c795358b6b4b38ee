package dev.wsemulator.internal.definition;

import static dev.wsemulator.internal.definition.Property.integer;
import static dev.wsemulator.internal.definition.Property.of;
import static dev.wsemulator.internal.definition.Property.oneOf;
import static dev.wsemulator.internal.definition.Property.text;
import static dev.wsemulator.internal.definition.Property.texts;
import static dev.wsemulator.internal.definition.Property.whole;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.definition.Property.Kind;
import dev.wsemulator.internal.definition.Property.Trait;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of resources in an order in which they can be made, where their paths are, and what
 * callers and templates may give them: what is accepted is declared here and nowhere else.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/resources.html">Resources</a>
 */
public enum ResourceType {
  API(
      null,
      new Titles("apis", "apiId", "API"),
      text("apiKeySelectionExpression", 0, 1024),
      of("corsConfiguration", Kind.OBJECT).with(Trait.HTTP_API),
      text("credentialsArn", 1, 2048).with(Trait.HTTP_API),
      text("description", 0, 1024),
      of("disableExecuteApiEndpoint", Kind.FLAG),
      of("disableSchemaValidation", Kind.FLAG),
      oneOf("ipAddressType", "ipv4", "dualstack"),
      text("name", 1, 128).required("chat"),
      oneOf("protocolType", "WEBSOCKET", "HTTP").required("WEBSOCKET").with(Trait.FIXED),
      text("routeKey", 1, 1024).with(Trait.HTTP_API),
      text("routeSelectionExpression", 1, 1024),
      texts("tags", TagRules.MAX_VALUE_LENGTH).with(Trait.FIXED),
      text("target", 1, 2048).with(Trait.HTTP_API),
      text("version", 1, 64).with(Trait.INEFFECTIVE)),
  AUTHORIZER(
      API,
      new Titles("authorizers", "authorizerId", "Authorizer"),
      text("authorizerCredentialsArn", 1, 2048),
      text("authorizerPayloadFormatVersion", 1, 64).with(Trait.HTTP_API),
      integer("authorizerResultTtlInSeconds", 0, 3600).with(Trait.HTTP_API),
      text("authorizerType", 1, 64).required("REQUEST"),
      text("authorizerUri", 1, 2048),
      of("enableSimpleResponses", Kind.FLAG).with(Trait.HTTP_API),
      of("identitySource", Kind.TEXTS),
      text("identityValidationExpression", 0, 1024),
      of("jwtConfiguration", Kind.OBJECT).with(Trait.HTTP_API),
      text("name", 1, 128).required("guard")),
  MODEL(
      API,
      new Titles("models", "modelId", "Model"),
      text("contentType", 1, 256),
      text("description", 0, 1024),
      text("name", 1, 128).required("Message"),
      of("schema", Kind.JSON).required("{type: object}")),
  INTEGRATION(
      API,
      new Titles("integrations", "integrationId", "Integration"),
      text("connectionId", 1, 1024),
      oneOf("connectionType", "INTERNET", "VPC_LINK"),
      oneOf("contentHandlingStrategy", "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
      text("credentialsArn", 1, 2048),
      text("description", 0, 1024),
      text("integrationMethod", 1, 64),
      text("integrationSubtype", 1, 128).with(Trait.HTTP_API),
      oneOf("integrationType", IntegrationType.names()).required("AWS_PROXY"),
      text("integrationUri", 1, 2048),
      oneOf("passthroughBehavior", "WHEN_NO_MATCH", "NEVER", "WHEN_NO_TEMPLATES"),
      text("payloadFormatVersion", 1, 64),
      texts("requestParameters", 512),
      whole("requestTemplates", 32 * 1024),
      of("responseParameters", Kind.OBJECT_MAP).with(Trait.HTTP_API),
      text("templateSelectionExpression", 1, 1024),
      integer("timeoutInMillis", 50, 29_000),
      of("tlsConfig", Kind.OBJECT).with(Trait.HTTP_API)),
  INTEGRATION_RESPONSE(
      INTEGRATION,
      new Titles("integrationresponses", "integrationResponseId", "IntegrationResponse"),
      oneOf("contentHandlingStrategy", "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
      text("integrationResponseKey", 1, 1024).required("$default"),
      texts("responseParameters", 512),
      whole("responseTemplates", 32 * 1024),
      text("templateSelectionExpression", 1, 1024)),
  ROUTE(
      API,
      new Titles("routes", "routeId", "route"),
      of("apiKeyRequired", Kind.FLAG),
      of("authorizationScopes", Kind.TEXTS).with(Trait.HTTP_API),
      oneOf("authorizationType", "NONE", "AWS_IAM", "CUSTOM", "JWT"),
      text("authorizerId", 1, 64),
      text("modelSelectionExpression", 1, 1024),
      text("operationName", 1, 64),
      whole("requestModels", 128),
      of("requestParameters", Kind.OBJECT_MAP, of("required", Kind.FLAG)),
      text("routeKey", 1, 1024).required("$default"),
      text("routeResponseSelectionExpression", 1, 1024),
      text("target", 1, 128)),
  ROUTE_RESPONSE(
      ROUTE,
      new Titles("routeresponses", "routeResponseId", "RouteResponse"),
      text("modelSelectionExpression", 1, 1024).with(Trait.INEFFECTIVE),
      whole("responseModels", 128).with(Trait.INEFFECTIVE),
      of("responseParameters", Kind.OBJECT_MAP, of("required", Kind.FLAG)).with(Trait.INEFFECTIVE),
      text("routeResponseKey", 1, 1024).required("$default")),
  DEPLOYMENT(
      API,
      new Titles("deployments", "deploymentId", "Deployment"),
      text("description", 0, 1024),
      text("stageName", 1, 128)),
  STAGE(
      API,
      new Titles("stages", "stageName", "stage"),
      of(
          "accessLogSettings",
          Kind.CLEARABLE_OBJECT,
          of("destinationArn", Kind.TEXT),
          of("format", Kind.TEXT)),
      of("autoDeploy", Kind.FLAG),
      text("clientCertificateId", 1, 64).with(Trait.INEFFECTIVE),
      of("defaultRouteSettings", Kind.OBJECT, Members.ROUTE_SETTINGS),
      text("deploymentId", 1, 64),
      text("description", 0, 1024),
      of("routeSettings", Kind.OBJECT_MAP, Members.ROUTE_SETTINGS),
      text("stageName", 1, 128).required("dev"),
      of("stageVariables", Kind.TEXT_MAP),
      texts("tags", TagRules.MAX_VALUE_LENGTH).with(Trait.FIXED)),
  DOMAIN_NAME(
      null,
      new Titles("domainnames", "domainName", "domain name"),
      text("domainName", 1, 512).required("ws.example.com"),
      of("domainNameConfigurations", Kind.OBJECTS, of("endpointType", Kind.TEXT)),
      of("mutualTlsAuthentication", Kind.OBJECT),
      oneOf("routingMode", "API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING")
          .with(Trait.INEFFECTIVE),
      texts("tags", TagRules.MAX_VALUE_LENGTH).with(Trait.FIXED)),
  API_MAPPING(
      DOMAIN_NAME,
      new Titles("apimappings", "apiMappingId", "ApiMapping"),
      text("apiId", 1, 64).required("!Ref MyApi"),
      text("apiMappingKey", 0, 300),
      text("stage", 1, 128).required("!Ref MyStage"));

  /** Properties of properties. */
  private static final class Members {
    /** How a stage treats a route. */
    static final Property[] ROUTE_SETTINGS = {
      of("dataTraceEnabled", Kind.FLAG),
      of("detailedMetricsEnabled", Kind.FLAG),
      of("loggingLevel", Kind.TEXT),
      of("throttlingBurstLimit", Kind.NUMBER),
      of("throttlingRateLimit", Kind.NUMBER)
    };

    private Members() {}
  }

  /**
   * The names of a resource type.
   *
   * @param collection in paths
   * @param idProperty the property that holds the id
   * @param title in error messages
   */
  private record Titles(String collection, String idProperty, String title) {}

  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final @Nullable ResourceType parent;
  private final Titles names;
  private final List<Property> properties;

  ResourceType(@Nullable ResourceType parent, Titles names, Property... properties) {
    this.parent = parent;
    this.names = names;
    this.properties = List.of(properties);
  }

  /** Returns what it is in templates. */
  public ResourceKind kind() {
    return ResourceKind.valueOf(name());
  }

  /** Returns the type of a kind of resource in templates, if it is of API Gateway. */
  public static Optional<ResourceType> find(ResourceKind kind) {
    return Arrays.stream(values()).filter(type -> type.kind() == kind).findFirst();
  }

  /** Returns the type with this name in a path below the parent's, if there is one. */
  public static Optional<ResourceType> find(@Nullable ResourceType parent, String collection) {
    for (ResourceType type : values()) {
      if (type.parent == parent && type.names.collection().equals(collection)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Returns its name in paths. */
  public String collection() {
    return names.collection();
  }

  /** Returns the property that holds a resource's id. */
  public String idProperty() {
    return names.idProperty();
  }

  /** Returns what error messages call it. */
  public String title() {
    return names.title();
  }

  /** Returns whether callers choose a resource's id. */
  public boolean isNamedByCaller() {
    return this == STAGE || this == DOMAIN_NAME;
  }

  /** Returns what callers and templates may say of a resource. */
  public List<Property> properties() {
    return properties;
  }

  /** Returns the type that this is a part of, if it is a part. */
  public Optional<ResourceType> parent() {
    return Optional.ofNullable(parent);
  }

  /** Returns the given members of a new resource. */
  Document created(Document given, Violations violations) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Property property : properties) {
      Object value = given.members().get(property.name());
      if (value == null || "".equals(value)) {
        property.checkRequired(violations, "is required");
      } else if (property.check(value, violations)) {
        members.put(property.name(), value);
      }
    }
    Document created = new Document(members);
    TagRules.check(created.texts("tags"), violations);
    return created;
  }

  /** Returns a resource with what the caller changes of it (CP-21). */
  Document updated(Document before, Document change, Violations violations) {
    Map<String, Object> members = new LinkedHashMap<>(before.members());
    for (Property property : properties) {
      Object value = change.members().get(property.name());
      boolean isId = isNamedByCaller() && property.name().equals(idProperty());
      if (value == null || isId || property.has(Trait.FIXED)) {
        continue;
      }
      property.check(value, violations);
      Object merged = property.merged(members.get(property.name()), value);
      if (merged != null) {
        members.put(property.name(), merged);
      } else {
        property.checkRequired(violations, "cannot be empty");
        members.remove(property.name());
      }
    }
    return new Document(members);
  }

  /** Returns a new id: ten characters for an API (ID-07), six or seven for all else (ID-08). */
  public String newId() {
    StringBuilder id = new StringBuilder();
    int length =
        switch (this) {
          case API -> 10;
          case DEPLOYMENT, AUTHORIZER, ROUTE_RESPONSE -> 6;
          default -> 7;
        };
    for (int i = 0; i < length; i++) {
      id.append(ID_CHARACTERS.charAt(ThreadLocalRandom.current().nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  /** Returns an id that a text always has. */
  public static String stableId(String text, int length) {
    UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    String digits = "0".repeat(length) + Long.toString(hash.getMostSignificantBits() >>> 1, 36);
    return digits.substring(digits.length() - length);
  }
}
