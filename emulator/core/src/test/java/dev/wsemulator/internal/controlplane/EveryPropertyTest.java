package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.Property.Trait;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls show every property that a template can set: one resource of each type sets them all. A
 * property that is new to the model is set, too, by a value of its kind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPropertyTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/chat";
  private static final String TEXT = "value";

  /** What AWS takes for properties that cannot have any value of their kind. */
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("API.apiKeySelectionExpression", "$request.header.x-api-key"),
          Map.entry("API.protocolType", "WEBSOCKET"),
          Map.entry("API.routeSelectionExpression", "$request.body.action"),
          Map.entry("API_MAPPING.apiId", new Reference(ResourceType.API, "")),
          Map.entry("API_MAPPING.stage", "dev"),
          Map.entry("AUTHORIZER.authorizerCredentialsArn", ROLE),
          Map.entry("AUTHORIZER.authorizerType", "REQUEST"),
          Map.entry("AUTHORIZER.authorizerUri", Caller.uri("Echo")),
          Map.entry("AUTHORIZER.identitySource", List.of("route.request.header.Auth")),
          Map.entry("DOMAIN_NAME.domainName", "ws.example.com"),
          Map.entry(
              "DOMAIN_NAME.domainNameConfigurations", List.of(Map.of("endpointType", "REGIONAL"))),
          Map.entry("INTEGRATION.connectionType", "INTERNET"),
          Map.entry("INTEGRATION.credentialsArn", ROLE),
          Map.entry("INTEGRATION.integrationMethod", "PUT"),
          Map.entry("INTEGRATION.integrationType", "HTTP"),
          Map.entry("INTEGRATION.integrationUri", "https://example.com/chat"),
          Map.entry("INTEGRATION.payloadFormatVersion", "1.0"),
          Map.entry("INTEGRATION.requestParameters", Map.of("integration.request.header.a", "'b'")),
          Map.entry("INTEGRATION.templateSelectionExpression", "\\$default"),
          Map.entry("INTEGRATION.timeoutInMillis", 5000L),
          Map.entry("INTEGRATION_RESPONSE.integrationResponseKey", "$default"),
          Map.entry("INTEGRATION_RESPONSE.templateSelectionExpression", "\\$default"),
          Map.entry("ROUTE.authorizationType", "CUSTOM"),
          Map.entry("ROUTE.authorizerId", new Reference(ResourceType.AUTHORIZER, "")),
          Map.entry("ROUTE.modelSelectionExpression", "$request.body.action"),
          Map.entry("ROUTE.requestModels", Map.of("$default", TEXT)),
          Map.entry(
              "ROUTE.requestParameters",
              Map.of("route.request.querystring.room", Map.of("required", true))),
          Map.entry("ROUTE.routeKey", "$connect"),
          Map.entry("ROUTE.routeResponseSelectionExpression", "$default"),
          Map.entry("ROUTE.target", new Reference(ResourceType.INTEGRATION, "integrations/")),
          Map.entry("ROUTE_RESPONSE.routeResponseKey", "$default"),
          Map.entry(
              "STAGE.accessLogSettings",
              Map.of(
                  "destinationArn",
                  "arn:aws:logs:us-east-1:123456789012:log-group:chat",
                  "format",
                  "$context.requestId")),
          Map.entry("STAGE.defaultRouteSettings", Map.of("loggingLevel", "INFO")),
          Map.entry("STAGE.deploymentId", new Reference(ResourceType.DEPLOYMENT, "")),
          Map.entry(
              "STAGE.routeSettings",
              Map.of("$connect", Map.of("throttlingBurstLimit", 7L, "dataTraceEnabled", true))),
          Map.entry("STAGE.stageName", "dev"));

  private Caller caller;

  /** A text with the id of another resource. */
  private record Reference(ResourceType type, String prefix) {}

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path template = folder.resolve("template.json");
    Files.writeString(template, JsonText.of(Map.of("Resources", resources())));
    caller =
        new Caller(
            WebSocketApiEmulator.builder()
                .isolated(false)
                .template(Template.of(template).function("Echo", URI.create("http://127.0.0.1:1")))
                .start());
  }

  @AfterAll
  void close() {
    caller.close();
  }

  private static Stream<Property> settable(ResourceType type) {
    return type.properties().stream().filter(property -> !isRefused(type, property));
  }

  /** AWS refuses these of WebSocket APIs. */
  private static boolean isRefused(ResourceType type, Property property) {
    return type == ResourceType.AUTHORIZER && property.has(Trait.HTTP_API)
        || property.name().equals("mutualTlsAuthentication");
  }

  private static Map<String, Object> resources() {
    Map<String, Object> resources = new LinkedHashMap<>();
    for (ResourceType type : ResourceType.values()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (Optional<ResourceType> up = type.parent(); up.isPresent(); up = up.get().parent()) {
        properties.put(Property.titleOf(up.get().idProperty()), Map.of("Ref", id(up.get())));
      }
      settable(type)
          .forEach(
              property ->
                  properties.put(property.titleName(), given(property, value(type, property))));
      resources.put(id(type), Map.of("Type", type.kind().type(), "Properties", properties));
    }
    return resources;
  }

  private static String id(ResourceType type) {
    return "My" + type.name().replace("_", "");
  }

  private static Object value(ResourceType type, Property property) {
    return VALUES.getOrDefault(type + "." + property.name(), value(property));
  }

  private static Object value(Property property) {
    return switch (property.kind()) {
      case TEXT -> property.values().isEmpty() ? TEXT : property.values().get(1);
      case JSON -> "{\"type\":\"object\"}";
      case FLAG -> true;
      case INTEGER, NUMBER -> 60L;
      case TEXTS -> List.of(TEXT);
      case TEXT_MAP, WHOLE_TEXT_MAP -> Map.of("name", TEXT);
      case OBJECT, CLEARABLE_OBJECT -> members(property);
      case OBJECT_MAP -> Map.of("name", members(property));
      case OBJECTS -> List.of(members(property));
    };
  }

  private static Map<String, Object> members(Property property) {
    Map<String, Object> members = new LinkedHashMap<>();
    property.members().forEach(member -> members.put(member.name(), value(member)));
    return members.isEmpty() ? Map.of("name", TEXT) : members;
  }

  /** Returns a value as a template has it: members of objects begin with a capital letter. */
  private static Object given(Property property, Object value) {
    if (value instanceof Reference reference) {
      return Map.of("Fn::Sub", reference.prefix() + "${" + id(reference.type()) + "}");
    }
    return switch (property.kind()) {
      case OBJECT, CLEARABLE_OBJECT -> titled(value);
      case OBJECT_MAP -> {
        Map<String, Object> objects = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, each) -> objects.put((String) name, titled(each)));
        yield objects;
      }
      case OBJECTS -> ((List<?>) value).stream().map(EveryPropertyTest::titled).toList();
      default -> value;
    };
  }

  private static Map<String, Object> titled(Object object) {
    Map<String, Object> titled = new LinkedHashMap<>();
    ((Map<?, ?>) object)
        .forEach((name, value) -> titled.put(Property.titleOf((String) name), value));
    return titled;
  }

  @ParameterizedTest
  @MethodSource("types")
  void callsShowEveryPropertyThatATemplateSets(ResourceType type) {
    Json shown = shown(type);
    settable(type)
        .filter(property -> !isKeptByTheStage(type, property))
        .forEach(
            property ->
                assertThat(shown.child(property.name()).map(Json::value))
                    .as(property.name())
                    .hasValueSatisfying(
                        value -> assertShows(value, expected(value(type, property)))));
  }

  private static ResourceType[] types() {
    return ResourceType.values();
  }

  /** AWS shows of which stages a deployment is only with these. */
  private static boolean isKeptByTheStage(ResourceType type, Property property) {
    return type == ResourceType.DEPLOYMENT && property.name().equals("stageName");
  }

  private static void assertShows(Object shown, Object expected) {
    if (expected instanceof Map<?, ?> map) {
      assertThat(shown).isInstanceOf(Map.class);
      map.forEach((name, value) -> assertShows(((Map<?, ?>) shown).get(name), value));
    } else if (expected instanceof List<?> list) {
      assertThat(shown)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertShows(((List<?>) shown).get(i), list.get(i));
      }
    } else {
      assertThat(shown).isEqualTo(expected);
    }
  }

  private Object expected(Object value) {
    return value instanceof Reference reference
        ? reference.prefix() + text(shown(reference.type()), reference.type().idProperty())
        : value;
  }

  /** Returns what a call shows of the only resource of a type. */
  private Json shown(ResourceType type) {
    return caller.get(path(type));
  }

  private String path(ResourceType type) {
    String collection = type.parent().map(this::path).orElse("/v2") + "/" + type.collection();
    List<Json> all = caller.get(collection).child("items").orElseThrow().elements();
    assertThat(all).hasSize(1);
    return collection + "/" + text(all.get(0), type.idProperty());
  }
}
