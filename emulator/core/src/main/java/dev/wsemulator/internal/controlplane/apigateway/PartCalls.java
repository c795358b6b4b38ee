package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.ModelRules;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls that read or remove a part of a resource (CP-22). */
final class PartCalls {
  private final ResourceCalls resources;

  PartCalls(ResourceCalls resources) {
    this.resources = resources;
  }

  /** Returns the requested part of a resource, or empty if it does not exist. */
  Optional<Document> get(Draft draft, ResourcePath target) {
    boolean isTemplate =
        target.location().type() == ResourceType.MODEL && target.rest().equals(List.of("template"));
    return isTemplate
        ? Optional.of(
            new Document(
                Map.of("value", ModelRules.template(resources.get(draft, target.location())))))
        : Optional.empty();
  }

  /** Removes a part of a resource; returns whether there is a part of this name. */
  boolean delete(Draft draft, ResourcePath target) {
    ResourceLocation location = target.location();
    List<String> rest = target.rest();
    String part = location.type() + " " + rest.get(0);
    Document resource = resources.get(draft, location);
    switch (part) {
      case "STAGE accesslogsettings" ->
          draft.put(location.path(), resource.without("accessLogSettings"));
      case "STAGE routesettings" -> removeKey(draft, location, "routeSettings", rest);
      case "ROUTE requestparameters" -> removeKey(draft, location, "requestParameters", rest);
      case "STAGE cache" -> {
        // Nothing is cached (AU-21).
      }
      case "API cors" -> draft.put(location.path(), resource);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void removeKey(Draft draft, ResourceLocation location, String field, List<String> rest) {
    String key = String.join("/", rest.subList(1, rest.size()));
    Document resource = resources.get(draft, location);
    Map<String, Object> kept = new LinkedHashMap<>(resource.object(field).members());
    if (kept.remove(key) == null) {
      throw ServiceException.notFound("Invalid key specified: %s", key);
    }
    draft.put(location.path(), resource.with(field, kept));
  }
}
