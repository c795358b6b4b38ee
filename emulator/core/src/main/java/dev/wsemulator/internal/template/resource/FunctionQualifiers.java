package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The aliases and versions that a template gives its functions. A function has one version at most,
 * the first.
 *
 * @param resources all resources, resolved
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-alias.html">AWS::Lambda::Alias</a>
 */
public record FunctionQualifiers(List<Resource> resources) {
  private static final String FIRST = "1";

  /** Returns a function with its aliases and versions. */
  public FunctionDefinition added(FunctionDefinition function) {
    Map<String, String> all = new TreeMap<>();
    for (Resource resource : resources) {
      if (resource.is(ResourceKind.FUNCTION_VERSION) && isOf(resource, function.name())) {
        all.put(FIRST, FIRST);
      } else if (resource.is(ResourceKind.FUNCTION_ALIAS) && isOf(resource, function.name())) {
        resource.properties().textOf("Name").ifPresent(name -> all.put(name, version(resource)));
      }
    }
    return function.toBuilder().qualifiers(all).build();
  }

  private static boolean isOf(Resource resource, String function) {
    return resource
        .properties()
        .textOf("FunctionName")
        .filter(name -> PhysicalNames.functionName(name).equals(function))
        .isPresent();
  }

  private static String version(Resource alias) {
    return alias
        .properties()
        .textOf("FunctionVersion")
        .filter(FunctionDefinition.LATEST::equals)
        .orElse(FIRST);
  }
}
