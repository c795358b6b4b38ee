package dev.wsemulator.internal.integration;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationVisitor;
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
        integration.accept(new InvokerOf(new Place(stage.variables(), isAnswered(route), source)));
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

  private final class InvokerOf implements IntegrationVisitor<IntegrationInvoker> {
    private final Place place;
    private final Map<String, String> variables;

    InvokerOf(Place place) {
      this.place = place;
      this.variables = place.variables();
    }

    @Override
    public IntegrationInvoker lambdaProxy(Integration.LambdaProxy integration) {
      return new LambdaProxyInvoker(
          called(integration.functionName(), integration.credentialsArn()),
          integration.timeout(),
          time);
    }

    @Override
    public IntegrationInvoker lambda(Integration.Lambda integration) {
      return new LambdaInvoker(
          called(integration.functionName(), integration.credentialsArn()),
          place.stageTransformation(integration.transformation()),
          integration.timeout(),
          time);
    }

    @Override
    public IntegrationInvoker httpProxy(Integration.HttpProxy integration) {
      return new HttpInvoker(
          new HttpInvoker.Destination(integration.method(), filled(integration.uri(), variables)),
          place.stageTransformation(
              Transformation.builder().requestParameters(integration.requestParameters()).build()),
          true,
          clock(integration.timeout()),
          http);
    }

    @Override
    public IntegrationInvoker http(Integration.Http integration) {
      return new HttpInvoker(
          new HttpInvoker.Destination(integration.method(), filled(integration.uri(), variables)),
          place.stageTransformation(integration.transformation()),
          false,
          clock(integration.timeout()),
          http);
    }

    @Override
    public IntegrationInvoker mock(Integration.Mock integration) {
      return new MockInvoker(place.stageTransformation(integration.transformation()));
    }

    @Override
    public IntegrationInvoker awsService(Integration.AwsService integration) {
      return new AwsServiceInvoker(
          new Integration.AwsService(
              integration.method(),
              integration.service(),
              filled(integration.target(), variables),
              integration.transformation(),
              integration.timeout()),
          place.stageTransformation(integration.transformation()),
          services,
          clock(integration.timeout()),
          http);
    }

    private CalledFunction called(String name, Optional<String> credentialsArn) {
      return function(name, variables, place.invoker(credentialsArn));
    }
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

  private HttpInvoker.Clock clock(Duration timeout) {
    return new HttpInvoker.Clock(timeout, time);
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}
