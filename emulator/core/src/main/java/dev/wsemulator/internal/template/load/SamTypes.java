package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.intrinsic.Globals;
import dev.wsemulator.internal.text.Spelling;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of resources that SAM has; CloudFormation has none of these names, and refuses others.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html">SAM
 *     resources and properties</a>
 */
final class SamTypes {
  private SamTypes() {}

  /** Reports a type that looks like a SAM type and does not exist. */
  static void check(Resource resource, Problems problems) {
    String type = resource.type();
    if (type.startsWith(ResourceKind.SAM) && !all().contains(type)) {
      problems.error(
          resource.line(),
          "Resources.%s is of the type %s, which SAM does not have.%s"
              .formatted(resource.id(), type, Spelling.hint(type, all())));
    }
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    Globals.TYPES.forEach(name -> all.add(ResourceKind.SAM + name));
    all.add(ResourceKind.SAM + "Application");
    all.add(ResourceKind.SAM + "Connector");
    all.add(ResourceKind.SAM + "GraphQLApi");
    return all;
  }
}
