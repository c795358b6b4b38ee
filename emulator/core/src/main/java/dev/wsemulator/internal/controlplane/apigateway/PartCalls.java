package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.ModelRules;
import dev.wsemulator.internal.definition.ResourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls that read or remove a part of a resource (CP-22). */
final class PartCalls {
  private final ResourceCalls resources;

  PartCalls(ResourceCalls resources) {
    this.resources = resources;
  }

  /** Returns the mapping template that a model gives. */
  Document template(Draft draft, ResourceLocation model) {
    return new Document(Map.of("value", ModelRules.template(resources.get(draft, model))));
  }

  /** Removes a property of a resource. */
  void remove(Draft draft, ResourcePath target, String property) {
    Document resource = resources.get(draft, target.location());
    draft.put(target.location().path(), resource.without(property));
  }

  /** Removes the key of a property that the rest of the path names. */
  void removeKey(Draft draft, ResourcePath target, String property) {
    String key = String.join("/", target.rest().subList(1, target.rest().size()));
    Document resource = resources.get(draft, target.location());
    Map<String, Object> kept = new LinkedHashMap<>(resource.object(property).members());
    if (kept.remove(key) == null) {
      throw ServiceException.notFound("Invalid key specified: %s", key);
    }
    draft.put(target.location().path(), resource.with(property, kept));
  }
}
