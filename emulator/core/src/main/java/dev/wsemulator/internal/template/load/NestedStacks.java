package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.Intrinsics;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads the stacks that a template nests, each when it is first needed. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html">Nested
 *     stacks</a>
 */
final class NestedStacks {
  private static final int MAX_DEPTH = 10;
  private static final String ASSET = "aws:asset:path";

  private final Templates all;
  private final LoadedTemplate.Origin origin;
  private final Intrinsics intrinsics;
  private final Problems problems;
  private final Map<String, LoadedTemplate> loaded = new HashMap<>();
  private final Set<String> wrong = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  NestedStacks(Templates all, LoadedTemplate.Origin origin, Intrinsics intrinsics) {
    this.all = all;
    this.origin = origin;
    this.intrinsics = intrinsics;
    this.problems = all.problems();
  }

  private static String placeProperty(Resource stack) {
    return stack.is(ResourceKind.SAM_APPLICATION) ? "Location" : "TemplateURL";
  }

  /** Returns the properties without the place, which only matters to find the template. */
  static YamlValue withoutPlace(Resource stack) {
    Map<String, YamlValue> properties = new LinkedHashMap<>(stack.properties().entries());
    properties.remove(placeProperty(stack));
    return YamlValue.map(stack.properties().line(), properties);
  }

  /** Returns whether a stack could not be loaded, which was reported before. */
  boolean isKnownWrong(Resource stack) {
    return wrong.contains(stack.id()) || open.contains(stack.id());
  }

  /** Returns the template of a stack; empty if there is something wrong with it. */
  Optional<LoadedTemplate> of(Resource stack) {
    if (loaded.containsKey(stack.id())) {
      return Optional.of(loaded.get(stack.id()));
    }
    if (wrong.contains(stack.id()) || !open.add(stack.id())) {
      return Optional.empty();
    }
    Optional<LoadedTemplate> template = file(stack).flatMap(file -> load(stack, file));
    template.ifPresentOrElse(one -> loaded.put(stack.id(), one), () -> wrong.add(stack.id()));
    open.remove(stack.id());
    return template;
  }

  private Optional<Path> file(Resource stack) {
    Path given = all.code().get(stack.id());
    if (given != null) {
      return Optional.of(given);
    }
    YamlValue place =
        stack.properties().get(placeProperty(stack)).orElse(YamlValue.nothing(stack.line()));
    String asset = stack.metadata().textOf(ASSET).orElse(null);
    String text = asset == null ? location(place) : asset;
    if (text.isEmpty() || text.matches("(?i)(https?|s3)://.*")) {
      problems.error(
          place.line(),
          "%s is %s, not a local template. Write the path of the file, or give it with --code %s=FILE."
              .formatted(
                  stack.path(placeProperty(stack)),
                  text.isEmpty() ? "missing or of the Serverless Application Repository" : text,
                  stack.id()));
      return Optional.empty();
    }
    try {
      return Optional.of(origin.folder().resolve(text).normalize());
    } catch (InvalidPathException e) {
      problems.error(
          place.line(),
          "%s is not a path: %s. Correct it."
              .formatted(stack.path(placeProperty(stack)), e.getReason()));
      return Optional.empty();
    }
  }

  private String location(YamlValue place) {
    boolean isOfRepository = place.get("ApplicationId").isPresent();
    return place.isNull() || isOfRepository ? "" : intrinsics.text(place);
  }

  private Optional<LoadedTemplate> load(Resource stack, Path file) {
    if (origin.depth() >= MAX_DEPTH) {
      problems.error(
          stack.line(),
          "Resources.%s is nested more than %d deep; does a template nest itself? Nest fewer."
              .formatted(stack.id(), MAX_DEPTH));
      return Optional.empty();
    }
    problems.inputs().template(file);
    if (!Files.isRegularFile(file)) {
      problems.error(
          stack.line(),
          "The template of Resources.%s is not at %s. Correct %s."
              .formatted(stack.id(), file, stack.path(placeProperty(stack))));
      return Optional.empty();
    }
    String name = origin.stackName() + "-" + stack.id();
    try {
      LoadedTemplate.Origin place =
          new LoadedTemplate.Origin(file, name, parameters(stack), origin.depth() + 1);
      LoadedTemplate template = new LoadedTemplate(all, place);
      check(stack, template);
      return Optional.of(template);
    } catch (TemplateException e) {
      e.problems().forEach(problem -> problems.error(stack.line(), problem.toString()));
      return Optional.empty();
    }
  }

  private Map<String, String> parameters(Resource stack) {
    Map<String, String> parameters = new LinkedHashMap<>();
    stack
        .properties()
        .get("Parameters")
        .orElse(YamlValue.nothing(stack.line()))
        .entries()
        .forEach(
            (name, value) -> {
              YamlValue resolved = intrinsics.resolve(value);
              if (resolved != null) {
                parameters.put(name, String.join(",", resolved.texts()));
              }
            });
    return parameters;
  }

  private void check(Resource stack, LoadedTemplate template) {
    YamlValue given = stack.properties().get("Parameters").orElse(YamlValue.nothing(stack.line()));
    given
        .entries()
        .forEach(
            (name, value) -> {
              if (!template.parameterNames().contains(name)) {
                problems.error(
                    value.line(),
                    "%s is not a parameter of the nested template.%s"
                        .formatted(
                            stack.path("Parameters." + name),
                            Spelling.hint(name, template.parameterNames())));
              }
            });
  }
}
