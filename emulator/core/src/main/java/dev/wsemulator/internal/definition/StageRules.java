package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.logging.AccessLogFormat;
import dev.wsemulator.internal.logging.LogDestination;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules for a stage.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html">Stages</a>
 */
public record StageRules(AwsAccount awsAccount) implements Rules {
  /** Where the settings of the account are kept. */
  public static final String ACCOUNT_PATH = "/account";

  /** The member of these settings with the role that may write logs. */
  public static final String ACCOUNT_ROLE = "cloudwatchRoleArn";

  private static final Set<String> LEVELS = Set.of("OFF", "ERROR", "INFO");
  private static final String LEVEL = "loggingLevel";
  private static final String DEFAULTS = "defaultRouteSettings";
  private static final String BY_ROUTE = "routeSettings";
  private static final String DEPLOYMENT = "deploymentId";
  private static final String VARIABLES = "stageVariables";

  private static final int MAX = 10;

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .withDefault(BY_ROUTE, Map.of())
        .withDefault(VARIABLES, Map.of())
        .withDefault("tags", Map.of())
        .with("createdDate", awsAccount.now());
  }

  @Override
  public Document check(Check check, Document stage) {
    check.quota(MAX, "Stages");
    checkName(check);
    checkDeployment(check, stage);
    stage.texts(VARIABLES).forEach((name, value) -> checkVariable(check, name, value));
    Document settled = settled(check, stage);
    checkAccessLog(check, stage.object("accessLogSettings"));
    checkLogging(check, settled);
    checkRoutes(check, stage);
    return settled.with("lastUpdatedDate", awsAccount.now());
  }

  private static void checkName(Check check) {
    String name = check.location().id();
    ServiceException refusal =
        ServiceException.badRequest(
            "Invalid stage name \"%s\". Stage names of WEBSOCKET protocol Apis may contain only"
                + " letters, numbers, hyphens and underscores.",
            name);
    if (name.equals("$default")) {
      check
          .violations()
          .doubt(
              "stageName",
              refusal,
              " is \"$default\", which AWS documents for HTTP APIs only: of a WebSocket API it is"
                  + " the path /$default. Rename it.");
    } else if (!name.matches("[A-Za-z0-9_-]{1,128}")) {
      check.refuse(
          "stageName",
          refusal,
          " is \"%s\", but a WebSocket API's stage has 1 to 128 letters, digits, hyphens and"
              + " underscores. Rename it.",
          name);
    }
  }

  private static void checkDeployment(Check check, Document stage) {
    String deployment = stage.text(DEPLOYMENT).orElse("");
    if (deployment.isEmpty()) {
      return;
    }
    if (check.find("deployments/" + deployment).isEmpty()) {
      check.refuse(
          DEPLOYMENT,
          ServiceException.notFound("Invalid deployment identifier specified"),
          " is not a deployment of this API. Write, for example: !Ref MyDeployment");
    }
    String before =
        check.draft().find(check.location().path()).flatMap(old -> old.text(DEPLOYMENT)).orElse("");
    if (stage.isTrue("autoDeploy") && !deployment.equals(before)) {
      check
          .violations()
          .doubt(
              DEPLOYMENT,
              ServiceException.badRequest(
                  "The deployment of the stage %s cannot be set while AutoDeploy is on.",
                  check.location().id()),
              " cannot be set while AutoDeploy is on. Remove one of them.");
    }
  }

  /** ST-08. */
  private static void checkVariable(Check check, String name, String value) {
    if (!name.matches("\\w+")) {
      check.refuse(
          VARIABLES,
          "",
          "Stage variable names may contain only letters, numbers and underscores: %s",
          name);
    }
    if (!value.matches("[A-Za-z0-9\\-._~:/?#&=,]{1,2048}")) {
      check.refuse(
          VARIABLES, "", "Stage variable value for %s must match: [A-Za-z0-9-._~:/?#&=,]+", name);
    }
  }

  /**
   * Returns a stage with the settings that AWS keeps: all default settings except the limits, the
   * settings of a route as given, and {@code OFF} for an invalid level (REC-105, REC-151).
   */
  private static Document settled(Check check, Document stage) {
    Map<String, Object> byRoute = new TreeMap<>();
    stage
        .object(BY_ROUTE)
        .members()
        .forEach((key, given) -> byRoute.put(key, settings(check, BY_ROUTE, Document.of(given))));
    Map<String, Object> defaults = settings(check, DEFAULTS, stage.object(DEFAULTS));
    defaults.putIfAbsent("dataTraceEnabled", false);
    defaults.putIfAbsent("detailedMetricsEnabled", false);
    defaults.putIfAbsent(LEVEL, "OFF");
    return stage.with(DEFAULTS, defaults).with(BY_ROUTE, byRoute);
  }

  private static Map<String, Object> settings(Check check, String property, Document given) {
    for (String limit : List.of("throttlingBurstLimit", "throttlingRateLimit")) {
      boolean isNumber =
          given.number(limit).filter(number -> number.doubleValue() >= 0).isPresent();
      if (given.has(limit) && !isNumber) {
        check.refuse(
            property + "." + limit,
            ServiceException.badRequest("%s must be a number that is not negative.", limit),
            " is \"%s\", but a number that is not negative is expected.",
            String.valueOf(given.members().get(limit)));
      }
    }
    Map<String, Object> settings = new TreeMap<>(given.members());
    Object level = settings.getOrDefault(LEVEL, "OFF");
    if (!LEVELS.contains(level)) {
      settings.put(LEVEL, "OFF");
      check
          .violations()
          .warn(
              property + "." + LEVEL,
              " is \"%s\", which AWS takes for OFF. Write OFF, ERROR or INFO.".formatted(level));
    }
    return settings;
  }

  /** Rejects a format that AWS rejects, and then an invalid destination (REC-101 to REC-104). */
  private static void checkAccessLog(Check check, Document settings) {
    Optional<String> format = settings.text("format");
    Optional<String> destination = settings.text("destinationArn");
    try {
      format.ifPresent(AccessLogFormat::compile);
    } catch (IllegalArgumentException e) {
      check.refuse("accessLogSettings.format", "", "%s", e.getMessage());
    }
    destination
        .flatMap(LogDestination::problem)
        .ifPresent(problem -> check.refuse("accessLogSettings.destinationArn", "", "%s", problem));
    if (format.isPresent() != destination.isPresent()) {
      check
          .violations()
          .warn(
              "accessLogSettings",
              " writes no access log: it needs a DestinationArn and a Format. Add what is missing.");
    }
  }

  /** After the format itself has been checked (REC-100 to REC-104). */
  private static void checkLogging(Check check, Document stage) {
    boolean logs =
        stage.has("accessLogSettings")
            || isLogged(stage.object(DEFAULTS))
            || stage.object(BY_ROUTE).members().values().stream()
                .map(Document::of)
                .anyMatch(StageRules::isLogged);
    boolean hasRole =
        check.draft().find(ACCOUNT_PATH).flatMap(account -> account.text(ACCOUNT_ROLE)).isPresent();
    if (logs && !hasRole) {
      check.refuse(
          "", "", "CloudWatch Logs role ARN must be set in account settings to enable logging");
    }
  }

  /** Settings may outlive their route, but they do not come before it. */
  private static void checkRoutes(Check check, Document stage) {
    Set<String> known = new HashSet<>(RouteRules.RESERVED);
    check
        .draft()
        .find(check.location().path())
        .ifPresent(before -> known.addAll(before.object(BY_ROUTE).members().keySet()));
    check
        .draft()
        .children(check.location().inRoot("routes"))
        .values()
        .forEach(route -> known.add(route.text("routeKey").orElse("")));
    for (String key : stage.object(BY_ROUTE).members().keySet()) {
      if (!known.contains(key)) {
        check.refuse(
            BY_ROUTE,
            ServiceException.notFound(
                "Unable to find Route by key %s within the provided RouteSettings", key));
      }
    }
  }

  private static boolean isLogged(Document settings) {
    return !settings.text(LEVEL).orElse("OFF").equals("OFF");
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
