package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.internal.template.resource.InvocableFunctions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The resources of all templates together, and what readers of APIs have in common.
 *
 * @param resources all resources, resolved
 * @param functions the functions that may be invoked
 * @param account where it is deployed
 * @param problems what is wrong
 */
record HttpTemplate(
    List<Resource> resources,
    InvocableFunctions functions,
    StackLocation account,
    Problems problems) {

  /** Returns the resources of a kind. */
  List<Resource> of(ResourceKind kind) {
    return resources.stream().filter(one -> one.is(kind)).toList();
  }

  /** Returns the resources of a kind that belong to an API. */
  List<Resource> of(ResourceKind kind, String idProperty, String apiId) {
    return of(kind).stream()
        .filter(one -> one.properties().textOf(idProperty).filter(apiId::equals).isPresent())
        .toList();
  }

  /**
   * Returns the function that a URI, or an ARN, names; what names none is an error.
   *
   * @param where how messages name the URI
   * @param owner the resource that it belongs to
   */
  Optional<Callee> callee(YamlValue uri, String where, Resource owner, Optional<String> role) {
    String called = PhysicalNames.calledName(String.valueOf(uri.text()));
    String name =
        called.contains("${") ? called : PhysicalNames.functionName(String.valueOf(uri.text()));
    boolean isInvocable =
        uri.isText() && !name.isEmpty() && functions.isInvocable(name, uri, owner, problems);
    if (!isInvocable) {
      problems.error(
          uri.line(),
          "%s is \"%s\", which does not invoke a function of this template. Write: !GetAtt MyFunction.Arn"
              .formatted(where, String.valueOf(uri.text())));
      return Optional.empty();
    }
    return Optional.of(new Callee(called, role));
  }

  /** Returns how long an API waits: what is given, in milliseconds, or the default. */
  Duration timeout(Optional<YamlValue> given, String where, Duration byDefault) {
    if (given.isEmpty() || given.get().isNull()) {
      return byDefault;
    }
    String text = String.valueOf(given.get().text());
    boolean isNumber = text.matches("\\d{1,6}");
    long millis = isNumber ? Long.parseLong(text) : 0;
    boolean mayBeRaised = byDefault.equals(HttpIntegration.MAX_REST_TIMEOUT);
    if (!isNumber || millis < 50 || !mayBeRaised && millis > byDefault.toMillis()) {
      problems.error(
          given.get().line(),
          "%s is \"%s\", but %d to %d milliseconds are allowed."
              .formatted(where, text, 50, byDefault.toMillis()));
      return byDefault;
    }
    return Duration.ofMillis(millis);
  }

  /** Says that something has an effect on AWS and none here. */
  void noEffect(YamlValue value, String where) {
    problems.warning(value.line(), where + " has no effect here.");
  }

  /** Says of every property that is not among those that are read that it has no effect. */
  void checkKnown(Resource resource, Set<String> known, Set<String> harmless) {
    resource
        .properties()
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name) && !harmless.contains(name)) {
                problems.ignored(value.line(), resource.path(name));
              }
            });
  }
}
