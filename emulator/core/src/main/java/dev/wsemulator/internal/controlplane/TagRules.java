package dev.wsemulator.internal.controlplane;

import java.util.Map;

/**
 * The limits on tags (CP-12, CP-23).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html">Tags</a>
 */
final class TagRules {
  /** The maximum number of characters of a value. */
  static final int MAX_VALUE_LENGTH = 1600;

  private static final int MAX_TAGS = 50;

  private TagRules() {}

  /** Rejects tags that a resource cannot have. */
  static void check(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw Refusal.badRequest("A resource can have up to %d tags", MAX_TAGS);
    }
    Field.texts("tags", MAX_VALUE_LENGTH).check(tags);
  }
}
