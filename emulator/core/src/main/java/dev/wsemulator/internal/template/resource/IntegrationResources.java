package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.Transformation.ContentHandling;
import dev.wsemulator.api.Transformation.PassthroughBehavior;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the integrations of WebSocket APIs, with their responses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html">AWS::ApiGatewayV2::Integration</a>
 */
final class IntegrationResources {
  private static final String PREFIX = "AWS::ApiGatewayV2::";
  private static final Set<String> TYPES = Set.of("AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK");

  private static final Set<String> NON_PROXY = Set.of("AWS", "HTTP", "MOCK");

  /** The services that are there without a back end of one's own. */
  private static final Set<String> EMBEDDED = Set.of("dynamodb", "s3", "translate");

  private static final Pattern PLAIN_ARN =
      Pattern.compile("arn:[^:]+:lambda:[^:]+:\\d+:function:.+");

  private static final String INVOCATION_OF =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/%s/invocations";

  private static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/[^/]+/functions/[^/]+:function:[^/]+/invocations");
  private static final Pattern SERVICE =
      Pattern.compile("arn:[^:]+:apigateway:[^:]+:(?:[^:.]+\\.)?([a-z0-9-]+):((?:action|path)/.+)");

  private final Map<String, Resource> integrations = new HashMap<>();
  private final Map<String, List<Resource>> responses = new HashMap<>();
  private final List<Resource> named;
  private final InvocableFunctions functions;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  IntegrationResources(List<Resource> resources, InvocableFunctions functions, Problems problems) {
    this.named = resources;
    this.functions = functions;
    this.problems = problems;
    for (Resource resource : resources) {
      if (resource.type().equals(PREFIX + "Integration")) {
        integrations.put(resource.ref(), resource);
      } else if (resource.type().equals(PREFIX + "IntegrationResponse")) {
        String id = resource.properties().textOf("IntegrationId").orElse("");
        responses.computeIfAbsent(id, any -> new ArrayList<>()).add(resource);
      }
    }
  }

  /** Returns the resources by what {@code Ref} yields for them. */
  Map<String, Resource> byRef() {
    return integrations;
  }

  /** Returns the integration that a resource describes; empty where it cannot be one. */
  Optional<Integration> read(Resource integration) {
    YamlValue properties = integration.properties();
    YamlValue type =
        properties.get("IntegrationType").orElse(YamlValue.nothing(integration.line()));
    if (!TYPES.contains(String.valueOf(type.text()))) {
      problems.error(
          type.line(),
          "%s is \"%s\", but AWS takes only AWS, AWS_PROXY, HTTP, HTTP_PROXY or MOCK."
              .formatted(integration.path("IntegrationType"), type.text()));
      return Optional.empty();
    }
    Duration timeout = timeout(integration);
    return Optional.of(
        switch (type.text()) {
          case "MOCK" -> new Integration.Mock(transformation(integration));
          case "HTTP" ->
              new Integration.Http(
                  method(integration), url(integration), transformation(integration), timeout);
          case "HTTP_PROXY" ->
              new Integration.HttpProxy(
                  method(integration),
                  url(integration),
                  texts(integration, "RequestParameters"),
                  timeout);
          case "AWS" -> service(integration, timeout);
          default -> new Integration.LambdaProxy(function(integration), timeout, role(integration));
        });
  }

  /**
   * Returns whether no response of an integration can reach a client: it is not a proxy, and has no
   * integration response (IN-07).
   */
  boolean lacksResponse(Resource integration) {
    String type = integration.properties().textOf("IntegrationType").orElse("");
    return NON_PROXY.contains(type) && !responses.containsKey(integration.ref());
  }

  private Integration service(Resource integration, Duration timeout) {
    Transformation transformation = transformation(integration);
    String uri = integration.properties().textOf("IntegrationUri").orElse("");
    Matcher service = SERVICE.matcher(uri);
    if (service.matches() && !service.group(1).equals("lambda")) {
      if (!EMBEDDED.contains(service.group(1))) {
        problems.warning(
            integration.line(),
            "%s calls %s, which only the back end can provide: otherwise every call fails."
                .formatted(integration.path("IntegrationUri"), service.group(1)));
      }
      return new Integration.AwsService(
          method(integration), service.group(1), service.group(2), transformation, timeout);
    }
    return new Integration.Lambda(
        function(integration), transformation, timeout, role(integration));
  }

  private static Optional<String> role(Resource integration) {
    return integration.properties().textOf("CredentialsArn").filter(arn -> !arn.isEmpty());
  }

  private String method(Resource integration) {
    return integration.properties().textOf("IntegrationMethod").orElse("POST");
  }

  private String url(Resource integration) {
    YamlValue uri =
        integration
            .properties()
            .get("IntegrationUri")
            .orElse(YamlValue.nothing(integration.line()));
    if (uri.text() == null || !uri.text().matches("(?i)(https?://|\\$\\{stageVariables\\.).+")) {
      problems.error(
          uri.line(),
          "%s is \"%s\", which is not a URL. Write, for example: https://example.com/path"
              .formatted(integration.path("IntegrationUri"), uri.text()));
      return "http://127.0.0.1";
    }
    return uri.text();
  }

  private String function(Resource integration) {
    YamlValue uri =
        integration
            .properties()
            .get("IntegrationUri")
            .orElse(YamlValue.nothing(integration.line()));
    String text = uri.text() == null ? "" : uri.text();
    if (PLAIN_ARN.matcher(text).matches()) {
      problems.warning(
          uri.line(),
          "%s is the ARN of a function and not the URI of its invocations: every message ends in Internal server error. Write: %s"
              .formatted(integration.path("IntegrationUri"), INVOCATION_OF.formatted(text)));
      return text;
    }
    String name = PhysicalNames.functionName(text);
    boolean isInvocation = INVOCATION.matcher(text).matches();
    boolean isTold = PhysicalNames.isUnresolved(uri) && !problems.isEmpty();
    if (!isTold && (!isInvocation || !functions.isInvocable(name, uri, integration, problems))) {
      problems.error(uri.line(), badUri(integration, uri, name));
    }
    return PhysicalNames.calledName(text);
  }

  private Transformation transformation(Resource integration) {
    YamlValue properties = integration.properties();
    List<IntegrationResponse> answers =
        responses.getOrDefault(integration.ref(), List.of()).stream().map(this::response).toList();
    return new Transformation(
        properties.textOf("TemplateSelectionExpression"),
        texts(integration, "RequestTemplates"),
        texts(integration, "RequestParameters"),
        one(integration, "PassthroughBehavior", PassthroughBehavior.class)
            .orElse(PassthroughBehavior.WHEN_NO_MATCH),
        one(integration, "ContentHandlingStrategy", ContentHandling.class),
        answers);
  }

  private IntegrationResponse response(Resource response) {
    YamlValue key =
        response
            .properties()
            .get("IntegrationResponseKey")
            .orElse(YamlValue.nothing(response.line()));
    String text = key.text() == null ? "" : key.text();
    if (!text.equals(IntegrationResponse.DEFAULT) && !text.matches("(?s)/.+/")) {
      problems.error(
          key.line(),
          "%s is \"%s\". Write $default, or a pattern between slashes, such as /4\\d\\d/."
              .formatted(response.path("IntegrationResponseKey"), key.text()));
      text = IntegrationResponse.DEFAULT;
    }
    return new IntegrationResponse(
        text,
        response.properties().textOf("TemplateSelectionExpression"),
        texts(response, "ResponseTemplates"),
        texts(response, "ResponseParameters"),
        one(response, "ContentHandlingStrategy", ContentHandling.class));
  }

  private Map<String, String> texts(Resource resource, String property) {
    Map<String, String> texts = new LinkedHashMap<>();
    YamlValue all = resource.properties().get(property).orElse(YamlValue.map(1, Map.of()));
    if (!all.isMap()) {
      problems.error(all.line(), resource.path(property) + " is not a map. Write name: value.");
    }
    all.entries()
        .forEach(
            (name, value) -> {
              if (value.text() == null) {
                problems.error(
                    value.line(),
                    "%s is not a string. Write one."
                        .formatted(resource.path(property + "." + name)));
              } else {
                texts.put(name, value.text());
              }
            });
    return texts;
  }

  private <E extends Enum<E>> Optional<E> one(Resource resource, String property, Class<E> type) {
    Optional<YamlValue> value = resource.properties().get(property);
    for (E constant : type.getEnumConstants()) {
      if (value.filter(given -> constant.name().equals(given.text())).isPresent()) {
        return Optional.of(constant);
      }
    }
    value.ifPresent(
        given ->
            problems.error(
                given.line(),
                "%s is \"%s\", but AWS takes only %s."
                    .formatted(
                        resource.path(property),
                        given.text(),
                        String.join(
                            ", ",
                            List.of(type.getEnumConstants()).stream().map(Enum::name).toList()))));
    return Optional.empty();
  }

  /**
   * The form of the URI.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html">IntegrationUri</a>
   */
  private String badUri(Resource integration, YamlValue uri, String name) {
    String function =
        named.stream()
            .filter(one -> one.ref().equals(name))
            .map(Resource::id)
            .findFirst()
            .orElse("MyFunction");
    if (integration.origin().isOfSam()) {
      return "%s is not an ARN of a function of this template. Write: !GetAtt %s.Arn"
          .formatted(integration.path("IntegrationUri"), function);
    }
    return ("%s is \"%s\", which does not invoke a function of this template. Write: !Sub"
            + " arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s.Arn}/invocations")
        .formatted(integration.path("IntegrationUri"), uri.text(), function);
  }

  /** 50 ms to 29 s (IN-02). */
  private Duration timeout(Resource integration) {
    Optional<YamlValue> timeout = integration.properties().get("TimeoutInMillis");
    String text = timeout.map(YamlValue::text).orElse("29000");
    if (text.matches("\\d{1,5}")) {
      Duration limit = Duration.ofMillis(Long.parseLong(text));
      if (limit.toMillis() >= 50 && limit.compareTo(Integration.MAX_TIMEOUT) <= 0) {
        return limit;
      }
    }
    problems.error(
        timeout.map(YamlValue::line).orElse(integration.line()),
        "%s is \"%s\", but a whole number of milliseconds from 50 to 29000 is expected."
            .formatted(integration.path("TimeoutInMillis"), text));
    return Integration.MAX_TIMEOUT;
  }
}
