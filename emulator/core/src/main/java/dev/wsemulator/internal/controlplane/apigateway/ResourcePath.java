package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resource that a call addresses. Immutable.
 *
 * @param place the resource, or the collection, if it is about one
 * @param rest what follows in the path, decoded; empty at its end
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Paths</a>
 */
public record ResourcePath(@Nullable ResourceLocation place, List<String> rest) {

  /** Returns what the segments of a path mean. */
  static ResourcePath of(List<String> segments) {
    ResourceLocation location = null;
    int at = 1;
    while (at < segments.size()) {
      ResourceType parent = location == null ? null : location.type();
      Optional<ResourceType> type = ResourceType.find(parent, segments.get(at));
      if (type.isEmpty()) {
        break;
      }
      String collection = (location == null ? "" : location.path()) + "/" + segments.get(at);
      String id = at + 1 < segments.size() ? segments.get(at + 1).replace("/", "%2F") : "";
      location = new ResourceLocation(type.get(), collection, id);
      at += 2;
    }
    int end = segments.size();
    return new ResourcePath(location, List.copyOf(segments.subList(Math.min(at, end), end)));
  }

  /** Returns whether there is a location: tags and the account have none. */
  boolean isResource() {
    return place != null;
  }

  ResourceLocation location() {
    return Objects.requireNonNull(place);
  }

  /** Returns the segments of a raw path, decoded. */
  public static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decoded(segment));
      }
    }
    return segments;
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ServiceException.badRequest("The path segment %s is not encoded correctly.", segment);
    }
  }
}
