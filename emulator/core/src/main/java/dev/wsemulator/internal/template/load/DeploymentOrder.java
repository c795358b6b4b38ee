package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of deployments that CloudFormation may make before the routes that they are to hold
 * (CF-07): a deployment is a snapshot of the existing routes (ST-01), and refused without any route
 * (ST-04).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-deployment.html">AWS::ApiGatewayV2::Deployment</a>
 */
final class DeploymentOrder {
  private DeploymentOrder() {}

  /**
   * Checks every deployment.
   *
   * @param resources all resources, resolved
   * @param apis the ids of the WebSocket APIs
   */
  static void check(
      List<Resource> resources, List<String> apis, Dependencies dependencies, Problems problems) {
    resources.stream()
        .filter(resource -> resource.is(ResourceKind.DEPLOYMENT))
        .filter(deployment -> apis.contains(api(deployment).orElse("")))
        .forEach(one -> check(one, resources, dependencies.before(one.id()), problems));
  }

  private static void check(
      Resource deployment, List<Resource> resources, Set<String> before, Problems problems) {
    List<Resource> parts =
        resources.stream().filter(part -> api(part).equals(api(deployment))).toList();
    boolean isAutomatic =
        parts.stream()
            .flatMap(part -> part.properties().get("AutoDeploy").stream())
            .anyMatch(YamlValue::isTrue);
    List<String> late =
        parts.stream()
            .filter(part -> part.is(ResourceKind.ROUTE) || part.is(ResourceKind.ROUTE_RESPONSE))
            .map(Resource::id)
            .filter(id -> !before.contains(id))
            .toList();
    if (!isAutomatic && !late.isEmpty()) {
      problems.warning(
          deployment.line(),
          "Resources.%s may be made before %s, and then AWS serves the API without. Add them to its DependsOn."
              .formatted(deployment.id(), String.join(", ", late)));
    }
  }

  private static Optional<String> api(Resource part) {
    return part.properties().textOf("ApiId");
  }
}
