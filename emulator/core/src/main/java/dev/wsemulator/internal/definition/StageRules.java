package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a stage must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html">Stages</a>
 */
public record StageRules(AwsAccount awsAccount) implements Rules {
  /** Where the settings of the account are kept. */
  public static final String ACCOUNT_PATH = "/account";

  private static final int MOST = 10;

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .withDefault("routeSettings", Map.of())
        .withDefault("stageVariables", Map.of())
        .withDefault("tags", Map.of())
        .with("createdDate", awsAccount.now());
  }

  @Override
  public Document check(Draft draft, ResourceLocation location, Document stage) {
    Rules.quota(draft, location, MOST, "Stages");
    if (location.id().equals("$default") || !location.id().matches("[A-Za-z0-9_-]{1,128}")) {
      throw ServiceException.badRequest(
          "Invalid stage name \"%s\". Stage names of WEBSOCKET protocol Apis may contain only"
              + " letters, numbers, hyphens and underscores.",
          location.id());
    }
    checkDeployment(draft, location, stage);
    stage.texts("stageVariables").forEach(StageRules::checkVariable);
    Document settled = RouteSettingsDocument.settled(stage);
    AccessLogRules.check(stage.object("accessLogSettings"));
    checkLogging(draft, settled);
    checkRoutes(draft, location, stage);
    return settled.with("lastUpdatedDate", awsAccount.now());
  }

  private static void checkDeployment(Draft draft, ResourceLocation location, Document stage) {
    String deployment = stage.text("deploymentId").orElse("");
    if (deployment.isEmpty()) {
      return;
    }
    if (draft.find(location.inRoot("deployments/" + deployment)).isEmpty()) {
      throw ServiceException.notFound("Invalid deployment identifier specified");
    }
    String before = draft.find(location.path()).flatMap(old -> old.text("deploymentId")).orElse("");
    if (stage.isTrue("autoDeploy") && !deployment.equals(before)) {
      throw ServiceException.badRequest(
          "The deployment of the stage %s cannot be set while AutoDeploy is on.", location.id());
    }
  }

  /** ST-08. */
  private static void checkVariable(String name, String value) {
    if (!name.matches("\\w+")) {
      throw ServiceException.badRequest(
          "Stage variable names may contain only letters, numbers and underscores: %s", name);
    }
    if (!value.matches("[A-Za-z0-9\\-._~:/?#&=,]{1,2048}")) {
      throw ServiceException.badRequest(
          "Stage variable value for %s must match: [A-Za-z0-9-._~:/?#&=,]+", name);
    }
  }

  /** Only after what is to be logged is judged itself (REC-100 to REC-104). */
  private static void checkLogging(Draft draft, Document stage) {
    boolean logs =
        stage.has("accessLogSettings")
            || isLogged(stage.object("defaultRouteSettings"))
            || stage.object("routeSettings").members().values().stream()
                .map(Document::of)
                .anyMatch(StageRules::isLogged);
    boolean hasRole =
        draft.find(ACCOUNT_PATH).flatMap(account -> account.text("cloudwatchRoleArn")).isPresent();
    if (logs && !hasRole) {
      throw ServiceException.badRequest(
          "CloudWatch Logs role ARN must be set in account settings to enable logging");
    }
  }

  /** Settings may outlive their route, but they do not come before it. */
  private static void checkRoutes(Draft draft, ResourceLocation location, Document stage) {
    Set<String> known = new HashSet<>(RouteRules.RESERVED);
    draft
        .find(location.path())
        .ifPresent(before -> known.addAll(before.object("routeSettings").members().keySet()));
    draft
        .children(location.inRoot("routes"))
        .values()
        .forEach(route -> known.add(route.text("routeKey").orElse("")));
    for (String key : stage.object("routeSettings").members().keySet()) {
      if (!known.contains(key)) {
        throw ServiceException.notFound(
            "Unable to find Route by key %s within the provided RouteSettings", key);
      }
    }
  }

  private static boolean isLogged(Document settings) {
    return !settings.text("loggingLevel").orElse("OFF").equals("OFF");
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    String apiId = location.root().substring("/apis/".length());
    Mappings.ofStage(draft, apiId, location.id())
        .ifPresent(
            domain -> {
              throw ServiceException.badRequest(
                  "Deleting stage with name %s failed. Please remove all API mappings of the"
                      + " domain name %s that lead to it first.",
                  location.id(), domain);
            });
  }
}
