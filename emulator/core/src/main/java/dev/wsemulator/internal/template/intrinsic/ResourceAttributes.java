package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.Set;

/**
 * The attributes of resources, beside their properties. SAM leaves out what it does not know of its
 * own resources; of all others CloudFormation refuses it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html">Resource
 *     attributes</a>
 */
final class ResourceAttributes {
  private static final Set<String> KNOWN =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "Metadata",
          "CreationPolicy",
          "DeletionPolicy",
          "UpdatePolicy",
          "UpdateReplacePolicy",
          "Connectors",
          "IgnoreGlobals");

  /** CloudFormation's own samples of custom resources have a version. */
  private static final String OF_CUSTOM_RESOURCES = "Version";

  private final Problems problems;

  ResourceAttributes(Problems problems) {
    this.problems = problems;
  }

  /** Checks the attributes of a resource. */
  void check(String id, YamlValue resource) {
    String type = resource.textOf("Type").orElse("");
    resource
        .entries()
        .forEach(
            (name, value) -> {
              if (name.equals("Condition") && (value.isMap() || value.isList())) {
                problems.error(
                    value.line(),
                    "Resources.%s.Condition is not a string. Write a condition's name."
                        .formatted(id));
              } else if (!KNOWN.contains(name)
                  && !(isCustom(type) && name.equals(OF_CUSTOM_RESOURCES))) {
                unknown(id, type, name, value.line());
              }
            });
  }

  private static boolean isCustom(String type) {
    return type.startsWith("Custom::") || ResourceKind.of(type) == ResourceKind.CUSTOM_RESOURCE;
  }

  private void unknown(String id, String type, String name, int line) {
    String what =
        "Resources.%s.%s is not an attribute of a resource%s. Does it belong under Properties?%s";
    String hint = Spelling.hint(name, KNOWN);
    if (type.startsWith(ResourceKind.SAM)) {
      problems.warning(line, what.formatted(id, name, " and has no effect, as with SAM", hint));
    } else {
      problems.error(line, what.formatted(id, name, "", hint));
    }
  }
}
