package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Map;

/**
 * The limits on tags (CP-12, CP-23).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html">Tags</a>
 */
public final class TagRules {
  /** The maximum number of characters of a value. */
  static final int MAX_VALUE_LENGTH = 1600;

  private static final int MAX_TAGS = 50;

  private TagRules() {}

  /** Rejects tags that a resource cannot have. */
  public static void check(Map<String, String> tags, Violations violations) {
    if (tags.size() > MAX_TAGS) {
      violations.refuse(
          "tags", ServiceException.badRequest("A resource can have up to %d tags", MAX_TAGS));
    }
    Property.texts("tags", MAX_VALUE_LENGTH).check(tags, violations);
  }
}
