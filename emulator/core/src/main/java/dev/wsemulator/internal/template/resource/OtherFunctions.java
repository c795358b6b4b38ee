package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.internal.template.code.CodeLocation;
import dev.wsemulator.internal.template.code.GivenCode;
import dev.wsemulator.internal.template.code.HandlerNames;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The functions that templates name, but do not have: those of other stacks. Given is where they
 * are served, or their code. Not thread-safe.
 */
public final class OtherFunctions {
  private final TemplateSource source;
  private final List<Resource> resources;
  private final Problems problems;
  private final Set<String> known = new TreeSet<>();

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  public OtherFunctions(TemplateSource source, List<Resource> resources, Problems problems) {
    this.source = source;
    this.resources = resources;
    this.problems = problems;
    for (Resource resource : resources) {
      if (resource.isFunction() || resource.kind().isLayer()) {
        known.add(resource.id());
        known.add(resource.ref());
      } else if (resource.isNestedStack()) {
        known.add(resource.id());
      }
    }
    known.add(GivenCode.ALL);
  }

  /**
   * Returns the functions that are given and named, but in no template. All others that are given
   * are errors.
   *
   * @param invoked the functions that integrations, authorizers and buckets invoke
   */
  public List<FunctionDefinition> read(Set<String> invoked, HandlerNames handlers) {
    List<FunctionDefinition> functions = new ArrayList<>();
    for (Map.Entry<String, URI> one : source.endpoints().entrySet()) {
      if (isOther("An endpoint is given for", one.getKey(), invoked)) {
        functions.add(remote(PhysicalNames.functionName(one.getKey()), one.getValue()));
      }
    }
    for (Map.Entry<String, Path> one : source.code().entrySet()) {
      boolean isLayer = names("layer:" + one.getKey());
      if (!isLayer && isOther("Code is given for", one.getKey(), invoked)) {
        functions.add(local(PhysicalNames.functionName(one.getKey()), one.getValue(), handlers));
      }
    }
    source.skipped().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> unknown("The code is skipped of", name));
    return functions;
  }

  /** Returns whether what is given is for a function of no template that one names. */
  private boolean isOther(String what, String given, Set<String> invoked) {
    if (known.contains(given)) {
      return false;
    }
    String name = PhysicalNames.functionName(given);
    boolean isNamed = invoked.contains(name) || names(name);
    if (!isNamed) {
      unknown(what, given);
    }
    return isNamed;
  }

  private void unknown(String what, String given) {
    if (!problems.lacksAFile()) {
      problems.error(
          1,
          "%s \"%s\", which is not a function of this template.%s"
              .formatted(what, given, Spelling.hint(given, known)));
    }
  }

  private FunctionDefinition remote(String name, URI url) {
    try {
      return FunctionDefinition.remote(name, url);
    } catch (IllegalArgumentException e) {
      problems.error(1, "\"%s\" is a remote function, but %s".formatted(name, e.getMessage()));
      return FunctionDefinition.of(name, new FunctionDefinition.Files("", List.of()));
    }
  }

  private FunctionDefinition local(String name, Path place, HandlerNames handlers) {
    List<Path> path = List.of();
    try {
      path = CodeLocation.given(place);
    } catch (IOException e) {
      problems.error(
          1, "The code of \"%s\" cannot be read: %s. Correct its path.".formatted(name, e));
    }
    return FunctionDefinition.of(
        name, new FunctionDefinition.Files(handlers.only(name, path), path));
  }

  /** Returns whether a name is somewhere in the templates. */
  private boolean names(String name) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    return resources.stream().anyMatch(one -> names(one.properties(), whole));
  }

  private static boolean names(YamlValue value, Pattern name) {
    if (value.isText()) {
      return name.matcher(value.text()).find();
    }
    Map<String, YamlValue> members = value.entries();
    return (value.isList() ? value.elements() : members.values())
        .stream().anyMatch(one -> names(one, name));
  }
}
