package dev.wsemulator.internal.template;

import java.util.List;

/**
 * The functions that integrations, authorizers and buckets may invoke. Immutable.
 *
 * @param names the names of those that are in a template
 * @param mayBeElsewhere whether another is one that need not run, and not an error
 */
record InvocableFunctions(List<String> names, boolean mayBeElsewhere) {
  /** Returns whether a function may be invoked; its name may hold stage variables. */
  boolean isInvocable(String name, Value uri, Resource by, Problems problems) {
    return name.contains("${stageVariables.") || isNotifiable(name, uri, by, problems);
  }

  /** Returns whether a function may be notified. */
  boolean isNotifiable(String name, Value uri, Resource by, Problems problems) {
    if (names.contains(name)) {
      return true;
    }
    if (mayBeElsewhere && !name.isEmpty()) {
      problems.warning(
          uri.line(),
          "Resources.%s invokes the function \"%s\", which is in no given template: every invocation of it fails."
              .formatted(by.id(), name));
    }
    return mayBeElsewhere && !name.isEmpty();
  }
}
