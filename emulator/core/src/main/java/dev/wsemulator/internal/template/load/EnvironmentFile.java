package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of environment variables, as {@code sam local --env-vars} takes them: a JSON file with a
 * member for each function, by logical id or name, and {@code Parameters} for all of them. As
 * there, only variables that the template declares are set. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-invoke.html">Environment
 *     variable file</a>
 */
public final class EnvironmentFile {
  private static final String FOR_ALL = "Parameters";

  private final YamlValue root;
  private final Problems problems;
  private final Set<String> functions = new HashSet<>();

  /**
   * Reads a file.
   *
   * @param file the file, or {@code null} for none
   */
  EnvironmentFile(@Nullable Path file, Problems problems) {
    this.problems = problems;
    this.root = file == null ? YamlValue.nothing(1) : read(file);
  }

  private YamlValue read(Path file) {
    try {
      YamlValue value = YamlFile.read(file, problems);
      if (!value.isMap() || value.entries().values().stream().anyMatch(one -> !one.isMap())) {
        problems.error(
            value.line(),
            "The file with environment variables has no member for each function, or one that is not a"
                + " map. Write {\"MyFunction\": {\"NAME\": \"value\"}}.");
        return YamlValue.nothing(value.line());
      }
      return value;
    } catch (TemplateException e) {
      problems.unread(file, e);
      return YamlValue.nothing(1);
    }
  }

  /**
   * Returns a resource whose variables have the values of the file.
   *
   * @param ref the resource's name
   */
  Resource into(Resource resource, String ref) {
    if (!resource.isFunction() || root.isNull()) {
      return resource;
    }
    functions.add(resource.id());
    functions.add(ref);
    Map<String, YamlValue> own = new LinkedHashMap<>(member(FOR_ALL));
    own.putAll(member(ref));
    own.putAll(member(resource.id()));
    Optional<YamlValue> declared = resource.properties().at("Environment", "Variables");
    Map<String, YamlValue> variables =
        new LinkedHashMap<>(declared.map(YamlValue::entries).orElse(Map.of()));
    own.forEach(
        (name, value) -> {
          if (variables.containsKey(name)) {
            variables.put(name, text(name, value));
          } else if (!member(FOR_ALL).containsKey(name)) {
            problems.warning(
                value.line(),
                "%s is set for %s, whose Environment.Variables do not declare it: as with sam local it has no effect.%s"
                    .formatted(name, resource.id(), Spelling.hint(name, variables.keySet())));
          }
        });
    return declared.isEmpty() ? resource : resource.withVariables(variables);
  }

  private Map<String, YamlValue> member(String name) {
    return root.get(name).map(YamlValue::entries).orElse(Map.of());
  }

  private YamlValue text(String name, YamlValue value) {
    if (value.isMap() || value.isList()) {
      problems.error(value.line(), "%s is not a string. Write one value.".formatted(name));
    }
    return YamlValue.text(value.line(), value.text() == null ? "" : value.text());
  }

  /** Warns of names that are no functions. */
  public void checkNames() {
    root.entries()
        .forEach(
            (name, value) -> {
              if (!name.equals(FOR_ALL) && !functions.contains(name)) {
                problems.warning(
                    value.line(),
                    "\"%s\" is not a function of these templates: its variables have no effect.%s"
                        .formatted(name, Spelling.hint(name, functions)));
              }
            });
  }
}
