package dev.wsemulator.internal.template.document;

import dev.wsemulator.internal.text.Spelling;
import java.util.List;
import java.util.Set;

/**
 * Reports what CloudFormation rejects as a template format error.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">Template
 *     sections</a>
 */
public final class TemplateFormat {
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Mappings",
          "Conditions",
          "Transform",
          "Globals",
          "Resources",
          "Outputs",
          "Hooks");

  private static final List<String> MAPS =
      List.of("Parameters", "Rules", "Mappings", "Conditions", "Globals", "Resources", "Outputs");
  private static final List<String> NAMED = List.of("Parameters", "Resources", "Outputs");

  /**
   * The most resources that a template may have.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a>
   */
  private static final int MAX_RESOURCES = 500;

  private final YamlValue root;
  private final Problems problems;

  private TemplateFormat(YamlValue root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Notes every mistake in the form of a template. */
  public static void check(YamlValue root, Problems problems) {
    if (!root.isMap()) {
      problems.error(
          root.line(), "The template is not a map of sections. Start it with Resources:");
      return;
    }
    TemplateFormat format = new TemplateFormat(root, problems);
    format.sections();
    format.names();
    format.size();
  }

  private void sections() {
    root.entries()
        .forEach(
            (name, section) -> {
              if (!SECTIONS.contains(name)) {
                problems.error(
                    section.line(),
                    "\"%s\" is not a section of a template. Remove it.%s"
                        .formatted(name, Spelling.hint(name, SECTIONS)));
              } else if (MAPS.contains(name) && !section.isMap() && !section.isNull()) {
                problems.error(section.line(), name + " is not a map. Write names with values.");
              }
            });
    MAPS.forEach(name -> root.get(name).ifPresent(section -> nulls(name, section)));
  }

  /** CloudFormation says: {@code 'null' values are not allowed in templates}. */
  private void nulls(String path, YamlValue value) {
    if (value.isNull()) {
      problems.error(
          value.line(),
          path + " is null, which CloudFormation refuses. Give it a value, or remove it.");
    } else if (value.isMap()) {
      value
          .entries()
          .forEach(
              (name, member) -> {
                if (!name.equals("Metadata")) {
                  nulls(path + "." + name, member);
                }
              });
    } else if (value.isList()) {
      for (int i = 0; i < value.elements().size(); i++) {
        nulls(path + "[" + i + "]", value.elements().get(i));
      }
    }
  }

  /**
   * Logical ids are alphanumeric and unique.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html">Resources</a>
   */
  private void names() {
    for (String section : NAMED) {
      section(section)
          .entries()
          .forEach(
              (name, value) -> {
                if (name.startsWith("Fn::")) {
                  problems.error(
                      value.line(), section + "." + name + " is not expanded here. Write it out.");
                } else if (!name.matches("[A-Za-z0-9]+")) {
                  problems.error(
                      value.line(),
                      "%s.%s may have only letters and digits in its name. Rename it."
                          .formatted(section, name));
                }
              });
    }
    section("Resources")
        .entries()
        .forEach(
            (name, value) -> {
              if (section("Parameters").get(name).isPresent()) {
                problems.error(
                    value.line(),
                    "Resources.%s has the name of a parameter. Rename one of them."
                        .formatted(name));
              }
            });
  }

  private void size() {
    int count = section("Resources").entries().size();
    if (count > MAX_RESOURCES) {
      problems.error(
          section("Resources").line(),
          "The template has %d resources, but CloudFormation takes %d at most. Split it."
              .formatted(count, MAX_RESOURCES));
      problems.throwIfAny();
    }
  }

  private YamlValue section(String name) {
    return root.get(name).orElse(YamlValue.nothing(root.line()));
  }
}
