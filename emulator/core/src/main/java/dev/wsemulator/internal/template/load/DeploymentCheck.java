package dev.wsemulator.internal.template.load;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.authorizer.ConnectAuthorizers;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionDirectory;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.AwsServices;
import dev.wsemulator.internal.integration.HttpBackEnd;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.logging.LogOutput;
import dev.wsemulator.internal.metrics.Metrics;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes APIs ready as a start does, and serves none of them: what a start would refuse becomes a
 * problem with its line. Not thread-safe.
 */
public final class DeploymentCheck {
  /** Whether a function is there does not matter here. */
  private static final FunctionDirectory NO_FUNCTIONS =
      new FunctionDirectory() {
        @Override
        public Optional<DeployedFunction> find(String functionName) {
          return Optional.empty();
        }

        @Override
        public List<String> names() {
          return List.of();
        }
      };

  private final List<Resource> resources;
  private final Deployer deployer;
  private final Problems problems;

  /**
   * Creates a check.
   *
   * @param resources all resources, resolved
   */
  public DeploymentCheck(List<Resource> resources, StackLocation account, Problems problems) {
    this.resources = resources;
    this.problems = problems;
    TimeSource time = TimeSource.system();
    IntegrationInvokers invokers =
        new IntegrationInvokers(
            NO_FUNCTIONS,
            new AwsServices(Map.of(), new RequestSigner(AccessKey.OWNER, account.region())),
            time,
            new HttpBackEnd());
    ConnectAuthorizers authorizers =
        new ConnectAuthorizers(
            invokers,
            new SignatureVerifier(account.region(), time, key -> Optional.empty()),
            new ConnectAuthorizers.AuthorizerContext(
                account.region(), account.accountId(), time, Quotas.aws().authorizerResultBytes()));
    this.deployer =
        new Deployer(
            invokers,
            authorizers,
            Quotas.aws(),
            new Deployer.Telemetry(new Metrics(), LogOutput.none()));
  }

  /** Notes what keeps an API from being served. */
  public void check(WebSocketApi api) {
    if (failure(api).isEmpty()) {
      return;
    }
    api.routes().forEach((key, route) -> check(api, route));
    for (Stage stage : api.stages()) {
      failure(with(api, Map.of(), List.of(stage)))
          .ifPresent(
              message ->
                  report(find(api, ResourceKind.STAGE, "StageName", stage.stageName()), message));
    }
  }

  private void check(WebSocketApi api, Route route) {
    Map<String, Route> only = new LinkedHashMap<>(Map.of(route.routeKey(), route));
    failure(with(api, only, api.stages()))
        .ifPresent(
            message ->
                report(find(api, ResourceKind.ROUTE, "RouteKey", route.routeKey()), message));
  }

  private static WebSocketApi with(
      WebSocketApi api, Map<String, Route> routes, List<Stage> stages) {
    return api.toBuilder().routes(routes.values()).stages(stages).build();
  }

  private Optional<String> failure(WebSocketApi api) {
    try {
      deployer.prepare(List.of(api));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Resource> find(
      WebSocketApi api, ResourceKind type, String property, String value) {
    return resources.stream()
        .filter(one -> one.is(type))
        .filter(one -> one.properties().textOf("ApiId").orElse("").equals(api.apiId()))
        .filter(one -> one.properties().textOf(property).orElse("").equals(value))
        .findFirst();
  }

  private void report(Optional<Resource> resource, String message) {
    problems.error(
        resource.map(Resource::line).orElse(1),
        resource.map(one -> "Resources." + one.id() + ": ").orElse("") + message);
  }
}
