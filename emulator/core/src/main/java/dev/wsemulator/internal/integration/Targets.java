package dev.wsemulator.internal.integration;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.routing.Target;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the back ends of routes, once for each stage: everything that can be looked up, parsed or
 * compiled is, here.
 *
 * @param functions returns a function by its name
 * @param services the AWS services
 * @param time the clock
 * @param http sends requests to HTTP back ends
 */
public record Targets(
    Function<String, Optional<DeployedFunction>> functions,
    AwsServices services,
    TimeSource time,
    HttpBackEnd http) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{stageVariables\\.(\\w+)}");

  /**
   * Returns the back end of an integration on a stage.
   *
   * @throws IllegalArgumentException if a template or a parameter is malformed
   */
  public Target of(Integration integration, Stage stage) {
    Target target = target(integration, stage);
    return target.isQuick() ? target : new GuardedTarget(target);
  }

  private Target target(Integration integration, Stage stage) {
    Map<String, String> variables = stage.variables();
    if (integration instanceof Integration.LambdaProxy proxy) {
      return new LambdaProxyTarget(
          function(proxy.functionName(), variables), proxy.timeout(), time);
    }
    if (integration instanceof Integration.Lambda lambda) {
      return new LambdaTarget(
          function(lambda.functionName(), variables),
          pipe(lambda.transformation(), variables),
          lambda.timeout(),
          time);
    }
    if (integration instanceof Integration.HttpProxy proxy) {
      return new HttpTarget(
          new HttpTarget.Destination(proxy.method(), filled(proxy.uri(), variables)),
          pipe(Transformation.of().withRequestParameters(proxy.requestParameters()), variables),
          true,
          clock(proxy.timeout()),
          http);
    }
    if (integration instanceof Integration.Http call) {
      return new HttpTarget(
          new HttpTarget.Destination(call.method(), filled(call.uri(), variables)),
          pipe(call.transformation(), variables),
          false,
          clock(call.timeout()),
          http);
    }
    if (integration instanceof Integration.AwsService service) {
      return service(service, variables);
    }
    return new MockTarget(pipe(((Integration.Mock) integration).transformation(), variables));
  }

  /** Returns the function with this name, stage variables filled in, or {@code null}. */
  public @Nullable DeployedFunction function(String name, Map<String, String> variables) {
    return functions.apply(filled(name, variables)).orElse(null);
  }

  private Target service(Integration.AwsService service, Map<String, String> variables) {
    return new AwsServiceTarget(
        new Integration.AwsService(
            service.method(),
            service.service(),
            filled(service.target(), variables),
            service.transformation(),
            service.timeout()),
        pipe(service.transformation(), variables),
        services,
        clock(service.timeout()),
        http);
  }

  private HttpTarget.Clock clock(Duration timeout) {
    return new HttpTarget.Clock(timeout, time);
  }

  private static Pipe pipe(Transformation transformation, Map<String, String> variables) {
    return new Pipe(new CompiledTransformation(transformation), variables);
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}
