package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.definition.DeploymentRules;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code apigatewayv2} REST API (CP-01 to CP-07).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html">API
 *     reference</a>
 */
public final class ApiCalls {
  private final ResourceCalls resources;
  private final PartCalls parts;
  private final DeploymentRules deployments;

  public ApiCalls(AwsAccount account) {
    this.resources = new ResourceCalls(account);
    this.parts = new PartCalls(resources);
    this.deployments = new DeploymentRules(account);
  }

  /** Does a call, and returns the answer to it. */
  public ServiceResponse call(Draft draft, HttpRequest request) {
    String path = request.rawPath();
    if (path.equals("/account")) {
      return request.method().equals("PATCH")
          ? ServiceResponse.ok(AccountCalls.update(draft, body(request)))
          : ServiceResponse.ok(AccountCalls.get(draft));
    }
    if (path.startsWith("/v2/tags/")) {
      return tags(draft, request);
    }
    ResourcePath target =
        ResourcePath.of(path.substring("/v2".length())).orElseThrow(ApiCalls::unknown);
    if (!request.method().equals("GET")) {
      Publication.requireOwn(draft, target.location().path());
    }
    ServiceResponse answer =
        target.rest().isEmpty() ? resource(draft, target, request) : part(draft, target, request);
    deployAutomatically(draft);
    return answer;
  }

  private ServiceResponse tags(Draft draft, HttpRequest request) {
    String arn =
        String.join("/", ResourcePath.segments(request.rawPath().substring("/v2/tags/".length())));
    switch (request.method()) {
      case "GET" -> {
        return ServiceResponse.ok(TagCalls.get(draft, arn));
      }
      case "POST" -> {
        TagCalls.add(draft, arn, body(request));
        return ServiceResponse.created(Document.EMPTY);
      }
      case "DELETE" -> {
        TagCalls.remove(draft, arn, Query.of(request.rawQuery()).values("tagKeys"));
        return ServiceResponse.NOTHING;
      }
      default -> throw unknown();
    }
  }

  private ServiceResponse resource(Draft draft, ResourcePath target, HttpRequest request) {
    ResourceLocation location = target.location();
    boolean isCollection = location.id().isEmpty();
    String call = request.method() + (isCollection ? "" : " one");
    return switch (call) {
      case "POST" ->
          ServiceResponse.created(
              view(location, request, resources.create(draft, location, body(request))));
      case "GET" ->
          ServiceResponse.ok(
              resources.list(
                  draft,
                  location,
                  Query.of(request.rawQuery()),
                  each -> view(location, request, each)));
      case "GET one" -> ServiceResponse.ok(view(location, request, resources.get(draft, location)));
      case "PATCH one" -> {
        Document changed =
            view(location, request, resources.update(draft, location, body(request)));
        yield location.type() == ResourceType.ROUTE // as recorded (REC-133)
            ? ServiceResponse.created(changed)
            : ServiceResponse.ok(changed);
      }
      case "DELETE one" -> {
        resources.delete(draft, location);
        yield ServiceResponse.NOTHING;
      }
      case "PUT", "PUT one" ->
          throw ServiceException.badRequest(
              "Importing is not supported for WEBSOCKET protocol Apis");
      default -> throw unknown();
    };
  }

  private ServiceResponse part(Draft draft, ResourcePath target, HttpRequest request) {
    if (target.rest().get(0).equals("exports")) {
      throw ServiceException.badRequest("Exporting is not supported for WEBSOCKET protocol Apis");
    }
    if (request.method().equals("GET")) {
      return ServiceResponse.ok(parts.get(draft, target).orElseThrow(ApiCalls::unknown));
    }
    if (request.method().equals("DELETE") && parts.delete(draft, target)) {
      return ServiceResponse.NOTHING;
    }
    throw unknown();
  }

  /** An API's endpoint is where the caller can reach it, and not where AWS would have it. */
  private static Document view(ResourceLocation location, HttpRequest request, Document resource) {
    if (location.type() != ResourceType.API) {
      return resource.visible();
    }
    String endpoint =
        "%s://%s/%s"
            .formatted(
                request.header(HttpRequest.SCHEME).orElse("").equals("https") ? "wss" : "ws",
                request.header("Host").orElse("localhost"),
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

  private static Document body(HttpRequest request) {
    if (request.body().length == 0) {
      return Document.EMPTY;
    }
    return Document.parse(request.body())
        .orElseThrow(
            () ->
                ServiceException.badRequest(
                    "Invalid request input: the body is not a JSON object."));
  }

  private static ServiceException unknown() {
    return ServiceException.notFound("Unable to find the requested operation");
  }
}
