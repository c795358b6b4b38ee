package dev.wsemulator.internal.template.resource;

import static java.util.stream.Collectors.joining;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.Violations;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Notes what AWS rejects of a resource of a template, once for each property, with its line. */
final class TemplateViolations implements Violations {
  private final Set<String> noted = new HashSet<>();
  private final Resource resource;
  private final UnaryOperator<String> hints;
  private final Problems problems;

  /**
   * Creates an empty collection.
   *
   * @param hints returns a hint of the template's own for a property, or an empty text
   */
  TemplateViolations(Resource resource, UnaryOperator<String> hints, Problems problems) {
    this.resource = resource;
    this.hints = hints;
    this.problems = problems;
  }

  @Override
  public void refuse(String property, ServiceException refusal, String hint) {
    String own = hints.apply(property);
    String given = own.isEmpty() ? hint : own;
    error(property, given.isEmpty() ? ": " + refusal.getMessage() : given);
  }

  /** Notes an error; an intrinsic that yields nothing is one already. */
  void error(String property, String hint) {
    boolean isKnown = !problems.isEmpty() && value(property).filter(this::lacks).isPresent();
    if (noted.add(property) && !isKnown) {
      problems.error(line(property), place(property) + hint);
    }
  }

  @Override
  public void ineffective(String property, ServiceException refusal) {
    // All properties without effect become one warning elsewhere.
  }

  @Override
  public void doubt(String property, ServiceException refusal, String hint) {
    warn(property, hint);
  }

  @Override
  public void warn(String property, String hint) {
    problems.warning(line(property), place(property) + hint);
  }

  private boolean lacks(YamlValue value) {
    return value.isText()
        ? value.string().isEmpty() || PhysicalNames.isUnresolved(value)
        : value.entries().values().stream().anyMatch(this::lacks)
            || value.isList() && value.elements().stream().anyMatch(this::lacks);
  }

  private static String title(String property) {
    return Arrays.stream(property.split("\\.")).map(Property::titleOf).collect(joining("."));
  }

  private String place(String property) {
    return property.isEmpty() ? "Resources." + resource.id() : resource.path(title(property));
  }

  private Optional<YamlValue> value(String property) {
    return property.isEmpty()
        ? Optional.empty()
        : resource.properties().at(title(property).split("\\."));
  }

  private int line(String property) {
    String whole = property.contains(".") ? property.substring(0, property.indexOf('.')) : property;
    return value(property).or(() -> value(whole)).map(YamlValue::line).orElse(resource.line());
  }
}
