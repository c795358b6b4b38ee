package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.TagRules;
import dev.wsemulator.internal.definition.Violations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of APIs, stages and domain names (CP-23).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html">Tags</a>
 */
final class TagCalls {
  private TagCalls() {}

  static Document get(Draft draft, String arn) {
    return new Document(Map.of("tags", tags(draft, path(draft, arn))));
  }

  static void add(Draft draft, String arn, Document request) {
    String path = ownPath(draft, arn);
    Map<String, String> tags = tags(draft, path);
    tags.putAll(request.texts("tags"));
    save(draft, path, tags);
  }

  static void remove(Draft draft, String arn, List<String> keys) {
    String path = ownPath(draft, arn);
    Map<String, String> tags = tags(draft, path);
    tags.keySet().removeAll(keys);
    save(draft, path, tags);
  }

  private static void save(Draft draft, String path, Map<String, String> tags) {
    TagRules.check(tags, Violations.THROWN);
    draft.put(path, draft.find(path).orElseThrow().with("tags", tags));
  }

  private static Map<String, String> tags(Draft draft, String path) {
    return new TreeMap<>(draft.find(path).orElseThrow().texts("tags"));
  }

  private static String ownPath(Draft draft, String arn) {
    String path = path(draft, arn);
    Publication.requireOwn(draft, path);
    return path;
  }

  /** Returns the path of the resource that an ARN names. */
  private static String path(Draft draft, String arn) {
    String path = Arn.parse(arn).map(Arn::resource).orElse("");
    if (!path.matches("/(apis/[^/]+(/stages/[^/]+)?|domainnames/[^/]+)")) {
      throw ServiceException.badRequest("Invalid resource ARN specified: %s", arn);
    }
    if (draft.find(path).isEmpty()) {
      throw ServiceException.notFound("Invalid resource identifier specified");
    }
    return path;
  }
}
