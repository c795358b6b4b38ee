package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The validation of one resource.
 *
 * @param draft what there is beside it
 * @param location where it is, or will be
 * @param violations receives what AWS rejects
 */
public record Check(Draft draft, ResourceLocation location, Violations violations) {
  /** The ARN of a role. */
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/.+");

  /** Returns the validation of a call's resource: the first violation ends the call. */
  public static Check ofCall(Draft draft, ResourceLocation location) {
    return new Check(draft, location, Violations.THROWN);
  }

  void refuse(String property, ServiceException refusal) {
    violations.refuse(property, refusal);
  }

  void refuse(String property, ServiceException refusal, String hint, Object... arguments) {
    violations.refuse(property, refusal, hint.formatted(arguments));
  }

  /**
   * Rejects a property.
   *
   * @param hint the message for the author of a template; may be empty
   * @param answer what AWS answers
   * @param values are filled into both
   */
  void refuse(String property, String hint, String answer, Object... values) {
    violations.refuse(
        property, ServiceException.badRequest(answer, values), hint.formatted(values));
  }

  /** Returns a resource of the same API. */
  Optional<Document> find(String rest) {
    return draft.find(location.inRoot(rest));
  }

  /** Returns whether a sibling has the same value of a member. */
  boolean isTaken(Document resource, String property) {
    String value = resource.text(property).orElse("");
    return draft.children(location.collection()).entrySet().stream()
        .filter(sibling -> !sibling.getKey().equals(location.id()))
        .anyMatch(sibling -> sibling.getValue().text(property).orElse("").equals(value));
  }

  /** Rejects a value that a sibling has. */
  void requireFree(Document resource, String property, ServiceException refusal) {
    if (isTaken(resource, property)) {
      refuse(
          property,
          refusal,
          " is \"%s\", as of another %s of the same parent. Remove one.",
          resource.text(property).orElse(""),
          location.type().title());
    }
  }

  /** Rejects one resource more than AWS's quota. */
  void quota(int max, String resources) {
    if (draft.find(location.path()).isEmpty()
        && draft.children(location.collection()).size() >= max) {
      refuse(
          "",
          ServiceException.tooMany(resources),
          " exceeds AWS's quota of %d %s for each API. Remove one.",
          max,
          resources);
    }
  }

  /** Rejects properties that only HTTP APIs have. */
  void notOfHttpApis(Document resource) {
    for (Property property : location.type().properties()) {
      if (property.has(Property.Trait.HTTP_API) && resource.has(property.name())) {
        violations.ineffective(property.name(), ofHttpApis(property));
      }
    }
  }

  static ServiceException ofHttpApis(Property property) {
    return ServiceException.badRequest(
        "%s cannot be set for WEBSOCKET protocol Apis.", property.titleName());
  }

  /** Rejects an invalid role ARN (REC-127, REC-149). */
  void requireRole(String property, String arn) {
    if (!ROLE.matcher(arn).matches()) {
      refuse(property, "", "Invalid role ARN");
    }
  }
}
