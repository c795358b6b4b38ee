package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.definition.ApiReader;
import dev.wsemulator.internal.definition.IntegrationType;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.definition.StageReader;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads WebSocket APIs and their domain names from resolved {@code AWS::ApiGatewayV2} resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGatewayV2.html">AWS::ApiGatewayV2</a>
 */
public final class ApiResources {
  /** APIs to which resources of {@code AWS::ApiGatewayV2} may belong as well. */
  private static final Set<ResourceKind> OTHERS =
      EnumSet.of(ResourceKind.SAM_HTTP_API, ResourceKind.SAM_REST_API, ResourceKind.REST_API);

  private static final Set<String> ONE_WAY = Set.of(Route.CONNECT, Route.DISCONNECT);

  private final List<Resource> resources;
  private final List<String> webSockets;
  private final TemplateDraft draft;
  private final Problems problems;

  /**
   * Validates the resources.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  public ApiResources(
      List<Resource> resources,
      InvocableFunctions functions,
      StackLocation account,
      Problems problems) {
    this.resources = resources;
    this.problems = problems;
    this.webSockets = webSocketIds(resources);
    this.draft = new TemplateDraft(resources, functions, account, problems);
    of(ResourceType.API).forEach(this::checkProtocol);
    for (ResourceType type : ResourceType.values()) {
      if (type != ResourceType.API && type != ResourceType.DOMAIN_NAME) {
        of(type).forEach(this::checkApi);
      }
    }
    parts(ResourceType.MODEL).forEach(model -> draft.keep(ResourceType.MODEL, model));
    for (ResourceType type : EnumSet.range(ResourceType.API, ResourceType.STAGE)) {
      parts(type).forEach(part -> draft.add(type, part));
    }
    parts(ResourceType.ROUTE).forEach(this::checkAnswers);
    parts(ResourceType.STAGE).forEach(this::checkDeployed);
    parts(ResourceType.API).forEach(this::checkStages);
  }

  /** Returns the ids of the WebSocket APIs among resources. */
  public static List<String> webSocketIds(List<Resource> resources) {
    return resources.stream()
        .filter(resource -> resource.is(ResourceKind.API))
        .filter(api -> api.properties().textOf("ProtocolType").orElse("").equals("WEBSOCKET"))
        .map(Resource::ref)
        .toList();
  }

  private List<Resource> of(ResourceType type) {
    return resources.stream().filter(one -> one.is(type.kind())).toList();
  }

  /** Returns the resources of a type that belong to a WebSocket API. */
  private List<Resource> parts(ResourceType type) {
    return of(type).stream().filter(one -> webSockets.contains(apiId(one))).toList();
  }

  private static String apiId(Resource resource) {
    return resource.is(ResourceKind.API)
        ? resource.ref()
        : resource.properties().textOf("ApiId").orElse("");
  }

  private void checkApi(Resource part) {
    YamlValue id = part.properties().get("ApiId").orElse(YamlValue.nothing(part.line()));
    List<Resource> apis = of(ResourceType.API);
    if (apis.stream().anyMatch(api -> api.ref().equals(id.text()))) {
      return;
    }
    if (resources.stream()
        .anyMatch(one -> OTHERS.contains(one.kind()) && one.ref().equals(id.text()))) {
      return;
    }
    problems.error(
        id.line(),
        "%s is %s. Write: !Ref %s"
            .formatted(
                part.path("ApiId"),
                id.text() == null
                    ? "missing"
                    : "\"" + id.text() + "\", which is not an API of this template",
                apis.isEmpty() ? "MyApi" : apis.get(0).id()));
  }

  private void checkProtocol(Resource api) {
    YamlValue protocol =
        api.properties().get("ProtocolType").orElse(YamlValue.text(api.line(), "HTTP"));
    if (!"HTTP".equals(protocol.text()) && !"WEBSOCKET".equals(protocol.text())) {
      problems.error(
          protocol.line(),
          "%s is \"%s\". Write WEBSOCKET or HTTP."
              .formatted(api.path("ProtocolType"), protocol.text()));
    }
  }

  private void checkStages(Resource api) {
    if (parts(ResourceType.STAGE).stream().noneMatch(stage -> apiId(stage).equals(api.ref()))) {
      problems.error(
          api.line(),
          "Resources.%s has no stage, so clients cannot connect. Add an AWS::ApiGatewayV2::Stage."
              .formatted(api.id()));
    }
  }

  private void checkDeployed(Resource stage) {
    Document document = document(ResourceType.STAGE, stage);
    if (!document.has("deploymentId") && !document.isTrue("autoDeploy")) {
      problems.warning(
          stage.line(),
          "Resources.%s has no deployment; AWS would answer 403. It is served here."
              .formatted(stage.id()));
    }
  }

  private Document document(ResourceType type, Resource resource) {
    return draft.draft().find(TemplateDraft.path(type, resource)).orElse(Document.EMPTY);
  }

  private boolean hasParts(ResourceType type, Resource resource, String collection) {
    String path = TemplateDraft.path(type, resource) + "/" + collection;
    return !draft.draft().children(path).isEmpty();
  }

  /** Warns of a route whose answers cannot reach a client (RR-01, IN-07). */
  private void checkAnswers(Resource route) {
    String key = route.properties().textOf("RouteKey").orElse("");
    boolean isTwoWay = hasParts(ResourceType.ROUTE, route, "routeresponses");
    String expression = "RouteResponseSelectionExpression";
    if (!isTwoWay && !ONE_WAY.contains(key)) {
      route
          .properties()
          .get(expression)
          .ifPresent(
              value ->
                  problems.warning(
                      value.line(),
                      "%s is set, but the route has no AWS::ApiGatewayV2::RouteResponse: nothing is sent back, here as on AWS. Add one with RouteId: !Ref %s"
                          .formatted(route.path(expression), route.id())));
    }
    if (isTwoWay || key.equals(Route.CONNECT)) {
      String target = route.properties().textOf("Target").orElse("");
      parts(ResourceType.INTEGRATION).stream()
          .filter(one -> target.equals("integrations/" + one.ref()))
          .filter(this::lacksResponse)
          .forEach(one -> warnOfResponse(route, key, one));
    }
  }

  /** No answer of an integration that is no proxy becomes one to a client without a response. */
  private boolean lacksResponse(Resource integration) {
    return IntegrationType.needsResponse(
            integration.properties().textOf("IntegrationType").orElse(""))
        && !hasParts(ResourceType.INTEGRATION, integration, "integrationresponses");
  }

  private void warnOfResponse(Resource route, String key, Resource integration) {
    problems.warning(
        route.properties().get("Target").map(YamlValue::line).orElse(route.line()),
        ("%s is the integration %s, which is not a proxy and has no"
                + " AWS::ApiGatewayV2::IntegrationResponse, so %s with \"Internal server error\". Add one"
                + " with IntegrationId: !Ref %s and IntegrationResponseKey: $default")
            .formatted(
                route.path("Target"),
                integration.id(),
                key.equals(Route.CONNECT)
                    ? "every handshake is refused"
                    : "every message is answered",
                integration.id()));
  }

  /** Returns the APIs; none if something is wrong with a template. */
  public List<WebSocketApi> apis() {
    ApiKeyResources keys = new ApiKeyResources(resources, problems);
    return problems.isEmpty()
        ? parts(ResourceType.API).stream().map(api -> compiled(api, keys)).toList()
        : List.of();
  }

  private WebSocketApi compiled(Resource api, ApiKeyResources keys) {
    String path = TemplateDraft.path(ResourceType.API, api);
    return new ApiReader(api.ref(), draft.draft().documents(), path)
        .read(
            parts(ResourceType.STAGE).stream()
                .filter(stage -> apiId(stage).equals(api.ref()))
                .map(stage -> document(ResourceType.STAGE, stage))
                .map(stage -> StageReader.read(stage.text("stageName").orElse(""), stage))
                .map(
                    stage ->
                        stage.toBuilder().apiKeys(keys.of(api.ref(), stage.stageName())).build())
                .toList());
  }

  /** Keeps the resources that the APIs and domain names were compiled from. */
  public void keep(CompiledResources compiled, List<WebSocketApi> apis, List<DomainName> domains) {
    apis.forEach(api -> compiled.put(api, draft.known("/apis/" + api.apiId())));
    for (DomainName domain : domains) {
      String path = "/domainnames/" + domain.name();
      if (draft.draft().find(path).filter(one -> one.has("domainName")).isPresent()) {
        compiled.put(domain, draft.known(path));
      }
    }
  }

  /** Returns the domain names that lead to WebSocket APIs only. */
  public List<DomainName> domainNames() {
    return new DomainResources(draft, problems)
        .read(
            of(ResourceType.DOMAIN_NAME),
            of(ResourceType.API_MAPPING),
            parts(ResourceType.API_MAPPING));
  }
}
