package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.ApiReader;
import dev.wsemulator.internal.definition.StageReader;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Deployer.Ready;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.gateway.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings what was defined before clients. */
public final class Publication {
  /** Marks resources of a template. */
  public static final String FIXED = "_template";

  private final Gateway gateway;
  private final Rollout rollout;
  private final Deployer deployer;

  public Publication(Gateway gateway, Rollout rollout, Deployer deployer) {
    this.gateway = gateway;
    this.rollout = rollout;
    this.deployer = deployer;
  }

  /** Refuses to change a resource that a template defines, or a part of one. */
  static void requireOwn(Draft draft, String path) {
    String[] segments = path.split("/", 4);
    String root = "/" + segments[1] + "/" + segments[2];
    if (draft.find(root).filter(document -> document.has(FIXED)).isPresent()) {
      throw ServiceException.badRequest(
          "%s comes from a template and cannot be changed by calls. Change the template.", root);
    }
  }

  /**
   * What is ready to be served.
   *
   * @param apis the stages of APIs whose stages have changed, by API id
   * @param withDomains whether domain names have changed
   */
  public record Edition(Map<String, Ready> apis, boolean withDomains) {}

  /**
   * Makes ready what changes concern.
   *
   * @throws IllegalArgumentException if something cannot be served; the message says what
   */
  public Edition prepare(Documents documents, List<Change> changes) {
    Set<String> apis = new LinkedHashSet<>();
    boolean withDomains = false;
    for (Change change : changes) {
      String[] segments = change.path().split("/");
      boolean isOfApi = segments[1].equals("apis");
      boolean isGone = segments.length == 3 && change.document() == null;
      boolean isStage = segments.length > 3 && segments[3].equals("stages");
      if (isOfApi && (isGone || isStage)) {
        apis.add(segments[2]);
      }
      withDomains |= segments[1].equals("domainnames");
    }
    return new Edition(prepare(documents, apis), withDomains);
  }

  private Map<String, Ready> prepare(Documents documents, Set<String> apiIds) {
    Map<String, Ready> ready = new LinkedHashMap<>();
    for (String apiId : apiIds) {
      List<WebSocketApi> stages = new ArrayList<>();
      documents
          .children("/apis/" + apiId + "/stages")
          .forEach(
              (name, stage) ->
                  documents
                      .find(
                          "/apis/%s/deployments/%s"
                              .formatted(apiId, stage.text("deploymentId").orElse("")))
                      .map(deployment -> ApiReader.of(apiId, deployment))
                      .map(reader -> reader.read(List.of(StageReader.read(name, stage))))
                      .ifPresent(stages::add));
      ready.put(apiId, deployer.prepare(stages));
    }
    return ready;
  }

  /** Serves an edition. */
  public void serve(Documents documents, Edition edition) {
    edition.apis().forEach(rollout::deploy);
    if (edition.withDomains()) {
      gateway.serve(Mappings.served(documents));
    }
  }

  /** Serves everything that was defined by calls. */
  public void serveAll(Documents documents) {
    Set<String> apis = new LinkedHashSet<>();
    documents
        .children("/apis")
        .forEach(
            (id, api) -> {
              if (!api.has(FIXED)) {
                apis.add(id);
              }
            });
    serve(documents, new Edition(prepare(documents, apis), true));
  }

  /** Serves APIs of a template in place of those that it had before. */
  public void serve(List<WebSocketApi> before, List<WebSocketApi> now) {
    List<String> ids = now.stream().map(WebSocketApi::apiId).toList();
    before.stream()
        .map(WebSocketApi::apiId)
        .filter(id -> !ids.contains(id))
        .forEach(id -> gateway.serve(id, deployer.prepare(List.of())));
    now.stream()
        .filter(api -> !before.contains(api))
        .forEach(api -> gateway.serve(api.apiId(), deployer.prepare(List.of(api))));
  }

  /** Makes all stages anew, as functions were added, replaced or removed. */
  public void refresh() {
    Map<String, List<WebSocketApi>> apis = new LinkedHashMap<>();
    for (DeployedStage deployed : gateway.deployments().stages()) {
      apis.computeIfAbsent(deployed.api().apiId(), any -> new ArrayList<>())
          .add(only(deployed.api(), deployed.stage()));
    }
    apis.forEach((id, stages) -> gateway.serve(id, deployer.prepare(stages)));
  }

  private static WebSocketApi only(WebSocketApi api, Stage stage) {
    return api.toBuilder().stages(List.of(stage)).build();
  }
}
