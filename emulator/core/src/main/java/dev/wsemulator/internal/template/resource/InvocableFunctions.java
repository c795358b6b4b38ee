package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions that integrations, authorizers and buckets may invoke. Immutable.
 *
 * @param functions those that are in a template
 * @param mayBeElsewhere whether another is one that need not run, and not an error
 */
public record InvocableFunctions(List<FunctionDefinition> functions, boolean mayBeElsewhere) {
  /** Copies the list. */
  public InvocableFunctions {
    functions = List.copyOf(functions);
  }

  /** Returns whether a function may be invoked; its name may hold stage variables. */
  public boolean isInvocable(String name, YamlValue uri, Resource resource, Problems problems) {
    return name.contains("${stageVariables.") || isNotifiable(name, uri, resource, problems);
  }

  /** Returns whether a function may be notified. */
  public boolean isNotifiable(String name, YamlValue uri, Resource resource, Problems problems) {
    Optional<FunctionDefinition> found =
        functions.stream().filter(function -> function.name().equals(name)).findFirst();
    if (found.isPresent()) {
      checkQualifier(found.get(), uri, resource, problems);
      return true;
    }
    if (mayBeElsewhere && !name.isEmpty()) {
      problems.warning(
          uri.line(),
          "Resources.%s invokes the function \"%s\", which is in no given template: every invocation of it fails."
              .formatted(resource.id(), name));
    }
    return mayBeElsewhere && !name.isEmpty();
  }

  /** What a function elsewhere has is not known. */
  private static void checkQualifier(
      FunctionDefinition function, YamlValue uri, Resource resource, Problems problems) {
    String called = PhysicalNames.calledName(String.valueOf(uri.text()));
    String qualifier = called.startsWith(function.name() + ":") ? called.split(":", 2)[1] : "";
    Set<String> known = function.qualifiers().keySet();
    boolean isKnown =
        qualifier.isEmpty()
            || qualifier.equals(FunctionDefinition.LATEST)
            || qualifier.contains("${")
            || known.contains(qualifier)
            || function.code() instanceof FunctionDefinition.Remote;
    if (!isKnown) {
      problems.warning(
          uri.line(),
          "Resources.%s calls the alias or version \"%s\" of the function \"%s\", which has %s: every call fails. Declare an AWS::Lambda::Alias, or call the function by its name.%s"
              .formatted(
                  resource.id(),
                  qualifier,
                  function.name(),
                  known.isEmpty() ? "none" : "only " + String.join(", ", new TreeSet<>(known)),
                  Spelling.hint(qualifier, known)));
    }
  }
}
