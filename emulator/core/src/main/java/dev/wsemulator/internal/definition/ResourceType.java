package dev.wsemulator.internal.definition;

import static dev.wsemulator.internal.definition.Property.clearable;
import static dev.wsemulator.internal.definition.Property.integer;
import static dev.wsemulator.internal.definition.Property.of;
import static dev.wsemulator.internal.definition.Property.oneOf;
import static dev.wsemulator.internal.definition.Property.text;
import static dev.wsemulator.internal.definition.Property.texts;
import static dev.wsemulator.internal.definition.Property.whole;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.Property.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of resources, where their paths are, and what callers may give them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/resources.html">Resources</a>
 */
public enum ResourceType {
  API(
      null,
      new Titles("apis", "apiId", "API"),
      text("apiKeySelectionExpression", 0, 1024),
      of("corsConfiguration", Kind.OBJECT),
      text("credentialsArn", 1, 2048),
      text("description", 0, 1024),
      of("disableExecuteApiEndpoint", Kind.FLAG),
      of("disableSchemaValidation", Kind.FLAG),
      oneOf("ipAddressType", "ipv4", "dualstack"),
      text("name", 1, 128).required(),
      oneOf("protocolType", "WEBSOCKET", "HTTP").required(),
      text("routeKey", 1, 1024),
      text("routeSelectionExpression", 1, 1024),
      texts("tags", TagRules.MAX_VALUE_LENGTH),
      text("target", 1, 2048),
      text("version", 1, 64)),
  ROUTE(
      API,
      new Titles("routes", "routeId", "route"),
      of("apiKeyRequired", Kind.FLAG),
      of("authorizationScopes", Kind.TEXTS),
      oneOf("authorizationType", "NONE", "AWS_IAM", "CUSTOM", "JWT"),
      text("authorizerId", 1, 64),
      text("modelSelectionExpression", 1, 1024),
      text("operationName", 1, 64),
      whole("requestModels", 128),
      of("requestParameters", Kind.OBJECT_MAP),
      text("routeKey", 1, 1024).required(),
      text("routeResponseSelectionExpression", 1, 1024),
      text("target", 1, 128)),
  ROUTE_RESPONSE(
      ROUTE,
      new Titles("routeresponses", "routeResponseId", "RouteResponse"),
      text("modelSelectionExpression", 1, 1024),
      whole("responseModels", 128),
      of("responseParameters", Kind.OBJECT_MAP),
      text("routeResponseKey", 1, 1024).required()),
  INTEGRATION(
      API,
      new Titles("integrations", "integrationId", "Integration"),
      text("connectionId", 1, 1024),
      oneOf("connectionType", "INTERNET", "VPC_LINK"),
      oneOf("contentHandlingStrategy", "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
      text("credentialsArn", 1, 2048),
      text("description", 0, 1024),
      text("integrationMethod", 1, 64),
      text("integrationSubtype", 1, 128),
      oneOf("integrationType", "AWS", "HTTP", "MOCK", "HTTP_PROXY", "AWS_PROXY").required(),
      text("integrationUri", 1, 2048),
      oneOf("passthroughBehavior", "WHEN_NO_MATCH", "NEVER", "WHEN_NO_TEMPLATES"),
      text("payloadFormatVersion", 1, 64),
      texts("requestParameters", 512),
      whole("requestTemplates", 32 * 1024),
      of("responseParameters", Kind.OBJECT_MAP),
      text("templateSelectionExpression", 1, 1024),
      integer("timeoutInMillis", 50, 29_000),
      of("tlsConfig", Kind.OBJECT)),
  INTEGRATION_RESPONSE(
      INTEGRATION,
      new Titles("integrationresponses", "integrationResponseId", "IntegrationResponse"),
      oneOf("contentHandlingStrategy", "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
      text("integrationResponseKey", 1, 1024).required(),
      texts("responseParameters", 512),
      whole("responseTemplates", 32 * 1024),
      text("templateSelectionExpression", 1, 1024)),
  AUTHORIZER(
      API,
      new Titles("authorizers", "authorizerId", "Authorizer"),
      text("authorizerCredentialsArn", 1, 2048),
      text("authorizerType", 1, 64).required(),
      text("authorizerUri", 1, 2048),
      of("identitySource", Kind.TEXTS),
      text("identityValidationExpression", 0, 1024),
      of("jwtConfiguration", Kind.OBJECT),
      text("name", 1, 128).required()),
  MODEL(
      API,
      new Titles("models", "modelId", "Model"),
      text("contentType", 1, 256),
      text("description", 0, 1024),
      text("name", 1, 128).required(),
      text("schema", 0, 32_768).required()),
  DEPLOYMENT(
      API,
      new Titles("deployments", "deploymentId", "Deployment"),
      text("description", 0, 1024),
      text("stageName", 1, 128)),
  STAGE(
      API,
      new Titles("stages", "stageName", "stage"),
      clearable("accessLogSettings"),
      of("autoDeploy", Kind.FLAG),
      text("clientCertificateId", 1, 64),
      of("defaultRouteSettings", Kind.OBJECT),
      text("deploymentId", 1, 64),
      text("description", 0, 1024),
      of("routeSettings", Kind.OBJECT_MAP),
      text("stageName", 1, 128).required(),
      of("stageVariables", Kind.TEXT_MAP),
      texts("tags", TagRules.MAX_VALUE_LENGTH)),
  DOMAIN_NAME(
      null,
      new Titles("domainnames", "domainName", "domain name"),
      text("domainName", 1, 512).required(),
      of("domainNameConfigurations", Kind.OBJECTS),
      of("mutualTlsAuthentication", Kind.OBJECT),
      oneOf(
          "routingMode", "API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING"),
      texts("tags", TagRules.MAX_VALUE_LENGTH)),
  API_MAPPING(
      DOMAIN_NAME,
      new Titles("apimappings", "apiMappingId", "ApiMapping"),
      text("apiId", 1, 64).required(),
      text("apiMappingKey", 0, 300),
      text("stage", 1, 128).required());

  /**
   * What it is called.
   *
   * @param collection in paths
   * @param idField the member that holds the id
   * @param title in error messages
   */
  private record Titles(String collection, String idField, String title) {}

  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final @Nullable ResourceType parent;
  private final Titles names;
  private final List<Property> fields;

  ResourceType(@Nullable ResourceType parent, Titles names, Property... fields) {
    this.parent = parent;
    this.names = names;
    this.fields = List.of(fields);
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

  String collection() {
    return names.collection();
  }

  /** Returns the member that holds a resource's id. */
  public String idField() {
    return names.idField();
  }

  /** Returns what error messages call it. */
  public String title() {
    return names.title();
  }

  /** Returns whether callers choose a resource's id. */
  public boolean isNamedByCaller() {
    return this == STAGE || this == DOMAIN_NAME;
  }

  /** Returns a new resource's members, as far as the caller gave them. */
  public Document created(Document given) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Property field : fields) {
      Object value = given.members().get(field.name());
      if (value != null) {
        field.check(value);
      }
      if (value != null && !"".equals(value)) {
        members.put(field.name(), value);
      } else if (field.isRequired()) {
        throw ServiceException.badRequest("Invalid request input: %s is required.", field.name());
      }
    }
    Document created = new Document(members);
    TagRules.check(created.texts("tags"));
    return created;
  }

  /** Returns a resource with what the caller changes of it (CP-21). */
  public Document updated(Document before, Document change) {
    Map<String, Object> members = new LinkedHashMap<>(before.members());
    for (Property field : fields) {
      Object value = change.members().get(field.name());
      boolean isFixed = field.name().equals("protocolType") || field.name().equals("tags");
      if (value == null || isFixed || isNamedByCaller() && field.name().equals(idField())) {
        continue;
      }
      field.check(value);
      Object merged = field.merged(members.get(field.name()), value);
      if (merged != null) {
        members.put(field.name(), merged);
      } else if (field.isRequired()) {
        throw ServiceException.badRequest(
            "Invalid request input: %s cannot be empty.", field.name());
      } else {
        members.remove(field.name());
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
}
