package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rules for a deployment: a snapshot of all parts of an API (ST-01).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html">Deployments</a>
 */
public record DeploymentRules(AwsAccount account) implements Rules {
  /** The member that holds the snapshot, for the emulator only. */
  public static final String SNAPSHOT = "_snapshot";

  private static final String AUTOMATIC =
      "Automatic deployment triggered by changes to the Api configuration";

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .with("createdDate", account.now())
        .with("deploymentStatus", "DEPLOYED")
        .with("autoDeployed", false);
  }

  @Override
  public Document check(Check check, Document deployment) {
    ResourceLocation location = check.location();
    Draft draft = check.draft();
    if (deployment.has(SNAPSHOT)) {
      return deployment.without("stageName");
    }
    if (draft.children(location.inRoot("routes")).isEmpty()) {
      check.refuse(
          "",
          " deploys an API without routes, which AWS refuses. Add an AWS::ApiGatewayV2::Route.",
          "At least one route is required before deploying the Api");
    }
    deployment.text("stageName").ifPresent(name -> attach(draft, location, name));
    return deployment.without("stageName").with(SNAPSHOT, snapshot(draft, location));
  }

  private static void attach(Draft draft, ResourceLocation location, String stageName) {
    String path = location.inRoot("stages/" + stageName);
    Document stage =
        draft
            .find(path)
            .orElseThrow(() -> ServiceException.notFound("Invalid stage identifier specified"));
    if (stage.isTrue("autoDeploy")) {
      throw ServiceException.badRequest(
          "The stage %s is deployed automatically. Turn AutoDeploy off to deploy it manually.",
          stageName);
    }
    draft.put(path, stage.with("deploymentId", location.id()));
  }

  /** Returns what an API has, by paths below it; the API itself by the empty path. */
  private static Map<String, Object> snapshot(Draft draft, ResourceLocation location) {
    Map<String, Object> parts = new LinkedHashMap<>();
    String root = location.root();
    draft.find(root).ifPresent(api -> parts.put("", api.members()));
    draft
        .documents()
        .below(root)
        .forEach(
            (path, part) -> {
              String below = path.substring(root.length());
              if (!below.startsWith("/stages/") && !below.startsWith("/deployments/")) {
                parts.put(below, part.members());
              }
            });
    return parts;
  }

  /** Deploys an API on a stage that wants to be deployed with each change, if it can be. */
  public void deployAutomatically(Draft draft, String apiPath, String stageName) {
    deployAutomatically(draft, apiPath, stageName, ResourceType.DEPLOYMENT.newId());
  }

  /**
   * Deploys an API on such a stage.
   *
   * @param id the deployment's id
   */
  public void deployAutomatically(Draft draft, String apiPath, String stageName, String id) {
    ResourceLocation location =
        new ResourceLocation(ResourceType.DEPLOYMENT, apiPath + "/deployments", id);
    Document stage = draft.find(apiPath + "/stages/" + stageName).orElseThrow();
    if (draft.children(location.inRoot("routes")).isEmpty()) {
      return;
    }
    Document deployment =
        begin(location, Document.EMPTY)
            .with("deploymentId", location.id())
            .with("autoDeployed", true)
            .with("description", AUTOMATIC);
    draft.put(location.path(), check(Check.ofCall(draft, location), deployment));
    String before = stage.text("deploymentId").orElse("");
    draft.put(
        apiPath + "/stages/" + stageName,
        stage
            .with("deploymentId", location.id())
            .with(
                "lastDeploymentStatusMessage",
                "Successfully deployed stage with deployment ID '%s'".formatted(location.id())));
    if (draft
            .find(apiPath + "/deployments/" + before)
            .filter(old -> old.isTrue("autoDeployed"))
            .isPresent()
        && users(draft, location.withId(before)) == 0) {
      draft.remove(apiPath + "/deployments/" + before);
    }
  }

  private static long users(Draft draft, ResourceLocation deployment) {
    return draft.children(deployment.inRoot("stages")).values().stream()
        .filter(stage -> stage.text("deploymentId").orElse("").equals(deployment.id()))
        .count();
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    if (users(draft, location) > 0) {
      throw ServiceException.badRequest(
          "Active stages pointing to this deployment must be moved or deleted");
    }
  }
}
