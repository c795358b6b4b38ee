package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.regex.Pattern;

/** What a kind of resource must be like. */
public interface Rules {
  /** The ARN of a role. */
  Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/.+");

  /**
   * Looks at what a caller gives before anything is made of it.
   *
   * @param isNew whether it is for a new resource, and not for a change of one
   * @throws ServiceException if this kind of API takes nothing of the sort
   */
  default void admit(Document given, boolean isNew) {}

  /** Returns a new resource with what the service adds to it. */
  default Document begin(ResourceLocation location, Document given) {
    return given;
  }

  /**
   * Returns a resource, new or changed, as it will be.
   *
   * @throws ServiceException if it cannot be so
   */
  Document check(Draft draft, ResourceLocation location, Document resource);

  /**
   * Checks that a resource is not needed by another one.
   *
   * @throws ServiceException if it is
   */
  default void release(Draft draft, ResourceLocation location) {}

  /** Returns whether a sibling has the same value of a member. */
  static boolean isTaken(Draft draft, ResourceLocation location, Document resource, String field) {
    String value = resource.text(field).orElse("");
    return draft.children(location.collection()).entrySet().stream()
        .filter(sibling -> !sibling.getKey().equals(location.id()))
        .anyMatch(sibling -> sibling.getValue().text(field).orElse("").equals(value));
  }

  /** Refuses one resource more than AWS's quota. */
  static void quota(Draft draft, ResourceLocation location, int most, String resources) {
    if (draft.find(location.path()).isEmpty()
        && draft.children(location.collection()).size() >= most) {
      throw ServiceException.tooMany(resources);
    }
  }

  /** Refuses members that only HTTP APIs have. */
  static void notOfHttpApis(Document resource, String... fields) {
    for (String field : fields) {
      if (resource.has(field)) {
        String name = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        throw ServiceException.badRequest("%s cannot be set for WEBSOCKET protocol Apis.", name);
      }
    }
  }

  /** Refuses what is no ARN of a role (REC-127, REC-149). */
  static void requireRole(String arn) {
    if (!ROLE.matcher(arn).matches()) {
      throw ServiceException.badRequest("Invalid role ARN");
    }
  }
}
