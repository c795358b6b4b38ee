package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.Routes;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.definition.DeploymentRules;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The {@code apigatewayv2} REST API (CP-01 to CP-07).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html">API
 *     reference</a>
 */
public final class ApiCalls {
  private final Routes<Operation> routes = new Routes<>();
  private final ResourceCalls resources;
  private final DeploymentRules deployments;

  /** Does what a call asks for. */
  private interface Operation {
    ServiceResponse call(Draft draft, Call call);
  }

  /**
   * A call.
   *
   * @param target what it is about
   * @param path the segments of the whole path, decoded
   */
  private record Call(ResourcePath target, List<String> path, HttpRequest http) {
    ResourceLocation location() {
      return target.location();
    }

    Document body() {
      return http.body().length == 0
          ? Document.EMPTY
          : Document.parse(http.body())
              .orElseThrow(
                  () ->
                      ServiceException.badRequest(
                          "Invalid request input: the body is not a JSON object."));
    }

    Query query() {
      return Query.of(http.rawQuery());
    }

    /** Returns the ARN of a tagged resource. */
    String arn() {
      return String.join("/", path.subList(2, path.size()));
    }
  }

  public ApiCalls(AwsAccount account) {
    this.resources = new ResourceCalls(account);
    this.deployments = new DeploymentRules(account);
    addParts(new PartCalls(resources));
    addTags();
    for (ResourceType type : ResourceType.values()) {
      addResources(type);
    }
    routes
        .on("GET account", (draft, call) -> ServiceResponse.ok(AccountCalls.get(draft)))
        .on(
            "PATCH account",
            (draft, call) -> ServiceResponse.ok(AccountCalls.update(draft, call.body())));
  }

  private void addResources(ResourceType type) {
    String collection = collection(type);
    String one = collection + "/*";
    routes
        .on("POST " + collection, this::create)
        .on("GET " + collection, this::list)
        .on("GET " + one, this::get)
        .on("PATCH " + one, this::update)
        .on("DELETE " + one, this::delete)
        .on("PUT " + collection, notOfWebSockets("Importing"))
        .on("PUT " + one, notOfWebSockets("Importing"));
  }

  private static String collection(ResourceType type) {
    String parent = type.parent().map(one -> collection(one) + "/*").orElse("v2");
    return parent + "/" + type.collection();
  }

  private void addParts(PartCalls parts) {
    String stage = collection(ResourceType.STAGE) + "/*/";
    String route = collection(ResourceType.ROUTE) + "/*/";
    routes
        .on("GET v2/apis/*/exports/**", notOfWebSockets("Exporting"))
        .on(
            "GET v2/apis/*/models/*/template",
            (draft, call) -> ServiceResponse.ok(parts.template(draft, call.location())))
        .on(
            "DELETE " + stage + "accesslogsettings",
            removal((draft, target) -> parts.remove(draft, target, "accessLogSettings")))
        .on(
            "DELETE " + stage + "routesettings/**",
            removal((draft, target) -> parts.removeKey(draft, target, "routeSettings")))
        .on(
            "DELETE " + route + "requestparameters/**",
            removal((draft, target) -> parts.removeKey(draft, target, "requestParameters")))
        .on( // nothing is cached (AU-21)
            "DELETE " + stage + "cache/**",
            removal((draft, target) -> resources.get(draft, target.location())))
        .on(
            "DELETE v2/apis/*/cors",
            removal((draft, target) -> resources.get(draft, target.location())));
  }

  private static Operation removal(BiConsumer<Draft, ResourcePath> remover) {
    return (draft, call) -> {
      remover.accept(draft, call.target());
      return ServiceResponse.NOTHING;
    };
  }

  private static Operation notOfWebSockets(String what) {
    return (draft, call) -> {
      throw ServiceException.badRequest("%s is not supported for WEBSOCKET protocol Apis", what);
    };
  }

  private void addTags() {
    routes
        .on("GET v2/tags/**", (draft, call) -> ServiceResponse.ok(TagCalls.get(draft, call.arn())))
        .on(
            "POST v2/tags/**",
            (draft, call) -> {
              TagCalls.add(draft, call.arn(), call.body());
              return ServiceResponse.created(Document.EMPTY);
            })
        .on(
            "DELETE v2/tags/**",
            (draft, call) -> {
              TagCalls.remove(draft, call.arn(), call.query().values("tagKeys"));
              return ServiceResponse.NOTHING;
            });
  }

  /** Does a call, and returns the answer to it. */
  public ServiceResponse call(Draft draft, HttpRequest request) {
    List<String> path = ResourcePath.segments(request.rawPath());
    Operation operation =
        routes
            .find(request.method(), path)
            .orElseThrow(() -> ServiceException.notFound("Unable to find the requested operation"));
    ResourcePath target = ResourcePath.of(path);
    if (!request.method().equals("GET") && target.isResource()) {
      Publication.requireOwn(draft, target.location().path());
    }
    ServiceResponse answer = operation.call(draft, new Call(target, path, request));
    if (target.isResource()) {
      deployAutomatically(draft);
    }
    return answer;
  }

  private ServiceResponse create(Draft draft, Call call) {
    return ServiceResponse.created(
        view(call, resources.create(draft, call.location(), call.body())));
  }

  private ServiceResponse list(Draft draft, Call call) {
    return ServiceResponse.ok(
        resources.list(draft, call.location(), call.query(), each -> view(call, each)));
  }

  private ServiceResponse get(Draft draft, Call call) {
    return ServiceResponse.ok(view(call, resources.get(draft, call.location())));
  }

  private ServiceResponse update(Draft draft, Call call) {
    Document changed = view(call, resources.update(draft, call.location(), call.body()));
    return call.location().type() == ResourceType.ROUTE // as recorded (REC-133)
        ? ServiceResponse.created(changed)
        : ServiceResponse.ok(changed);
  }

  private ServiceResponse delete(Draft draft, Call call) {
    resources.delete(draft, call.location());
    return ServiceResponse.NOTHING;
  }

  /** An API's endpoint is where the caller can reach it, and not where AWS would have it. */
  private static Document view(Call call, Document resource) {
    if (call.location().type() != ResourceType.API) {
      return resource.visible();
    }
    String endpoint =
        "%s://%s/%s"
            .formatted(
                call.http().header(HttpRequest.SCHEME).orElse("").equals("https") ? "wss" : "ws",
                call.http().header("Host").orElse("localhost"),
                resource.text("apiId").orElse(""));
    return resource.with("apiEndpoint", endpoint).visible();
  }

  /** Deploys what has changed on stages that want it (ST-02). */
  private void deployAutomatically(Draft draft) {
    Set<String> changed = new LinkedHashSet<>();
    for (Change change : List.copyOf(draft.changes())) {
      String[] segments = change.path().split("/", 5);
      if (!segments[1].equals("apis") || segments.length > 3 && segments[3].equals("deployments")) {
        continue;
      }
      String api = "/apis/" + segments[2];
      boolean isStage = segments.length > 3 && segments[3].equals("stages");
      draft
          .children(api + "/stages")
          .forEach(
              (name, stage) -> {
                boolean wants = stage.isTrue("autoDeploy");
                boolean isConcerned =
                    !isStage || name.equals(segments[4]) && !isDeployed(draft, api, stage);
                if (wants && isConcerned) {
                  changed.add(api + "/stages/" + name);
                }
              });
    }
    for (String path : changed) {
      int at = path.indexOf("/stages/");
      deployments.deployAutomatically(
          draft, path.substring(0, at), path.substring(at + "/stages/".length()));
    }
  }

  private static boolean isDeployed(Draft draft, String api, Document stage) {
    return draft
        .find(api + "/deployments/" + stage.text("deploymentId").orElse(""))
        .filter(deployment -> deployment.isTrue("autoDeployed"))
        .isPresent();
  }
}
