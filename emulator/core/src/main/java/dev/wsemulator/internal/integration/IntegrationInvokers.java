package dev.wsemulator.internal.integration;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.function.FunctionDirectory;
import dev.wsemulator.internal.integration.InvokePermissions.Invoker;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the back ends of routes, once for each stage: everything that can be looked up, parsed or
 * compiled is, here.
 *
 * @param functions the functions
 * @param services the AWS services
 * @param time the clock
 * @param http sends requests to HTTP back ends
 * @param permissions says which functions may be invoked
 */
public record IntegrationInvokers(
    FunctionDirectory functions,
    AwsServices services,
    TimeSource time,
    HttpBackEnd http,
    InvokePermissions permissions) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{stageVariables\\.(\\w+)}");

  /** Creates targets that invoke every function. */
  public IntegrationInvokers(
      FunctionDirectory functions, AwsServices services, TimeSource time, HttpBackEnd http) {
    this(functions, services, time, http, InvokePermissions.NOT_ENFORCED);
  }

  /**
   * Returns the back end of a route on a stage, or {@code null} if it has none.
   *
   * @param apiId the API that has the route
   * @throws IllegalArgumentException if a template or a parameter is malformed
   */
  public @Nullable IntegrationInvoker of(String apiId, Route route, Stage stage) {
    Integration integration = route.integration().orElse(null);
    if (integration == null) {
      return null;
    }
    String source = "%s/%s/%s".formatted(apiId, stage.stageName(), route.routeKey());
    IntegrationInvoker integrationInvoker =
        integrationInvoker(integration, new Place(stage.variables(), isAnswered(route), source));
    return integrationInvoker.isQuick()
        ? integrationInvoker
        : new GuardedInvoker(integrationInvoker);
  }

  private static boolean isAnswered(Route route) {
    return route.respondsToClient() || route.routeKey().equals(Route.CONNECT);
  }

  /** What of a stage and a route counts for an integration. */
  private record Place(Map<String, String> variables, boolean answered, String source) {
    StageTransformation stageTransformation(Transformation transformation) {
      return new StageTransformation(
          new CompiledTransformation(transformation, answered), variables);
    }

    Invoker invoker(Optional<String> credentialsArn) {
      return new Invoker(source, credentialsArn);
    }
  }

  private IntegrationInvoker integrationInvoker(Integration integration, Place place) {
    Map<String, String> variables = place.variables();
    if (integration instanceof Integration.LambdaProxy proxy) {
      return new LambdaProxyInvoker(
          function(proxy.functionName(), variables, place.invoker(proxy.credentialsArn())),
          proxy.timeout(),
          time);
    }
    if (integration instanceof Integration.Lambda lambda) {
      return new LambdaInvoker(
          function(lambda.functionName(), variables, place.invoker(lambda.credentialsArn())),
          place.stageTransformation(lambda.transformation()),
          lambda.timeout(),
          time);
    }
    if (integration instanceof Integration.HttpProxy proxy) {
      return new HttpInvoker(
          new HttpInvoker.Destination(proxy.method(), filled(proxy.uri(), variables)),
          place.stageTransformation(
              Transformation.of().withRequestParameters(proxy.requestParameters())),
          true,
          clock(proxy.timeout()),
          http);
    }
    if (integration instanceof Integration.Http call) {
      return new HttpInvoker(
          new HttpInvoker.Destination(call.method(), filled(call.uri(), variables)),
          place.stageTransformation(call.transformation()),
          false,
          clock(call.timeout()),
          http);
    }
    if (integration instanceof Integration.AwsService service) {
      return service(service, place);
    }
    return new MockInvoker(
        place.stageTransformation(((Integration.Mock) integration).transformation()));
  }

  /** Returns the function with this name, stage variables filled in. */
  public CalledFunction function(String name, Map<String, String> variables, Invoker invoker) {
    return CalledFunction.of(
        filled(name, variables),
        functions,
        new CalledFunction.Allowance(
            permissions,
            new Invoker(
                invoker.source(), invoker.credentialsArn().map(arn -> filled(arn, variables)))));
  }

  private IntegrationInvoker service(Integration.AwsService service, Place place) {
    return new AwsServiceInvoker(
        new Integration.AwsService(
            service.method(),
            service.service(),
            filled(service.target(), place.variables()),
            service.transformation(),
            service.timeout()),
        place.stageTransformation(service.transformation()),
        services,
        clock(service.timeout()),
        http);
  }

  private HttpInvoker.Clock clock(Duration timeout) {
    return new HttpInvoker.Clock(timeout, time);
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}
