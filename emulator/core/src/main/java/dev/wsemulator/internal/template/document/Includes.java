package dev.wsemulator.internal.template.document;

import dev.wsemulator.stack.TemplateException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts local files in the place of {@code AWS::Include} transforms.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/create-reusable-transform-function-snippets-and-add-to-your-template-with-aws-include-transform.html">AWS::Include</a>
 */
public final class Includes {
  private static final String INCLUDE = "AWS::Include";
  private static final String CALL = "Fn::Transform";
  private static final int MAX_DEPTH = 10;

  private final Path folder;
  private final Problems problems;
  private int depth;

  public Includes(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Returns a whole template with everything that it includes. */
  public YamlValue in(YamlValue root) {
    YamlValue template = inside(root);
    for (YamlValue transform :
        template.get("Transform").map(YamlValue::elements).orElse(List.of())) {
      if (isInclude(transform)) {
        Map<String, YamlValue> sections = new LinkedHashMap<>(template.entries());
        read(transform)
            .entries()
            .forEach((name, section) -> sections.merge(name, section, Includes::together));
        template = YamlValue.map(root.line(), sections);
      }
    }
    return template;
  }

  private static YamlValue together(YamlValue own, YamlValue included) {
    if (!own.isMap() || !included.isMap()) {
      return own;
    }
    Map<String, YamlValue> members = new LinkedHashMap<>(included.entries());
    members.putAll(own.entries());
    return YamlValue.map(own.line(), members);
  }

  static boolean isInclude(YamlValue transform) {
    return transform.textOf("Name").filter(INCLUDE::equals).isPresent();
  }

  private YamlValue inside(YamlValue value) {
    if (value.isList()) {
      List<YamlValue> items = new ArrayList<>();
      value.elements().forEach(item -> items.add(inside(item)));
      return YamlValue.list(value.line(), items);
    }
    if (!value.isMap()) {
      return value;
    }
    Map<String, YamlValue> members = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> member : value.entries().entrySet()) {
      boolean isCall = member.getKey().equals(CALL);
      if (isCall && member.getValue().elements().stream().allMatch(Includes::isInclude)) {
        for (YamlValue transform : member.getValue().elements()) {
          YamlValue included = read(transform);
          if (!included.isMap() && value.entries().size() == 1) {
            return included;
          }
          members.putAll(included.entries());
        }
      } else {
        members.put(member.getKey(), inside(member.getValue()));
      }
    }
    return YamlValue.map(value.line(), members);
  }

  private YamlValue read(YamlValue transform) {
    YamlValue nothing = YamlValue.map(transform.line(), Map.of());
    YamlValue location = transform.at("Parameters", "Location").orElse(nothing);
    String text = location.text() == null ? "" : location.text();
    if (text.isEmpty() || text.startsWith("s3:") || text.startsWith("http")) {
      problems.error(
          location.line(),
          "%s includes %s, which is not a local file. Get the file, and write its path relative to this template."
              .formatted(INCLUDE, text.isEmpty() ? "what an intrinsic names" : text));
      return nothing;
    }
    if (depth >= MAX_DEPTH) {
      problems.error(location.line(), "Files include each other more than 10 deep. Include fewer.");
      return nothing;
    }
    depth++;
    try {
      Path file = folder.resolve(text).normalize();
      return inside(YamlFile.read(file, problems));
    } catch (InvalidPathException e) {
      problems.error(location.line(), "Location is not a path: " + e.getReason() + ". Correct it.");
    } catch (TemplateException e) {
      e.problems().forEach(problem -> problems.error(location.line(), problem.toString()));
    } finally {
      depth--;
    }
    return nothing;
  }
}
