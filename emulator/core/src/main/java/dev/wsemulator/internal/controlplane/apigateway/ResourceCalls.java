package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Page;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.Check;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.definition.Rulebook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The operations that all types of resources share: create, read, update and delete. */
public final class ResourceCalls {
  private final AwsAccount account;
  private final Rulebook rules;

  public ResourceCalls(AwsAccount account) {
    this.account = account;
    this.rules = new Rulebook(account);
  }

  public Document create(Draft draft, ResourceLocation collection, Document given) {
    ResourceType type = collection.type();
    requireParent(draft, collection);
    String id =
        type.isNamedByCaller()
            ? given.text(type.idProperty()).orElse("")
            : freshId(draft, collection);
    Check check = Check.ofCall(draft, collection.withId(id));
    Document complete = rules.create(check, given);
    draft.put(check.location().path(), complete);
    return complete;
  }

  private static String freshId(Draft draft, ResourceLocation collection) {
    String id = collection.type().newId();
    while (draft.find(collection.withId(id).path()).isPresent()) {
      id = collection.type().newId();
    }
    return id;
  }

  Document get(Draft draft, ResourceLocation location) {
    requireParent(draft, location);
    return draft.find(location.path()).orElseThrow(() -> notFound(location.type(), location.id()));
  }

  public Document update(Draft draft, ResourceLocation location, Document change) {
    Document before = get(draft, location);
    Document after = rules.update(Check.ofCall(draft, location), before, change);
    draft.put(location.path(), after);
    return after;
  }

  void delete(Draft draft, ResourceLocation location) {
    get(draft, location);
    rules.release(draft, location);
    draft.remove(location.path());
  }

  /** Returns one page of a collection (CP-06). */
  Document list(
      Draft draft, ResourceLocation collection, Query query, UnaryOperator<Document> view) {
    requireParent(draft, collection);
    List<Map.Entry<String, Document>> all =
        List.copyOf(draft.children(collection.collection()).entrySet());
    Page page = Page.of(query, all.stream().map(Map.Entry::getKey).toList());
    List<Map<String, Object>> items =
        all.subList(page.from(), page.to()).stream()
            .map(entry -> view.apply(entry.getValue()).members())
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", items);
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return new Document(answer);
  }

  /** Refuses a part of something that is not there; a missing API counts first. */
  private void requireParent(Draft draft, ResourceLocation location) {
    String[] segments = location.parent().split("/");
    ResourceType type = null;
    String path = "";
    for (int i = 1; i + 1 < segments.length; i += 2) {
      type = ResourceType.find(type, segments[i]).orElseThrow();
      path += "/" + segments[i] + "/" + segments[i + 1];
      if (draft.find(path).isEmpty()) {
        throw notFound(type, segments[i + 1]);
      }
    }
  }

  private ServiceException notFound(ResourceType type, String id) {
    return type == ResourceType.API
        ? ServiceException.notFound(
            "Invalid API identifier specified %s:%s", account.accountId(), id)
        : ServiceException.notFound("Invalid %s identifier specified", type.title());
  }
}
