package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Page;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.ApiRules;
import dev.wsemulator.internal.definition.AuthorizerRules;
import dev.wsemulator.internal.definition.DeploymentRules;
import dev.wsemulator.internal.definition.DomainRules;
import dev.wsemulator.internal.definition.IntegrationRules;
import dev.wsemulator.internal.definition.ModelRules;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.definition.ResponseRules;
import dev.wsemulator.internal.definition.RouteRules;
import dev.wsemulator.internal.definition.Rules;
import dev.wsemulator.internal.definition.StageRules;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What all kinds of resources have in common: to be created, read, changed and deleted. */
public final class ResourceCalls {
  private final AwsAccount account;
  private final Map<ResourceType, Rules> rules = new EnumMap<>(ResourceType.class);

  public ResourceCalls(AwsAccount account) {
    this.account = account;
    rules.put(ResourceType.API, new ApiRules(account));
    rules.put(ResourceType.ROUTE, new RouteRules());
    rules.put(ResourceType.ROUTE_RESPONSE, new ResponseRules());
    rules.put(ResourceType.INTEGRATION, new IntegrationRules());
    rules.put(ResourceType.INTEGRATION_RESPONSE, new IntegrationRules.OfResponses());
    rules.put(ResourceType.AUTHORIZER, new AuthorizerRules());
    rules.put(ResourceType.MODEL, new ModelRules());
    rules.put(ResourceType.DEPLOYMENT, new DeploymentRules(account));
    rules.put(ResourceType.STAGE, new StageRules(account));
    rules.put(ResourceType.DOMAIN_NAME, new DomainRules(account));
    rules.put(ResourceType.API_MAPPING, new DomainRules.OfMappings());
  }

  public Document create(Draft draft, ResourceLocation collection, Document given) {
    ResourceType type = collection.type();
    requireParent(draft, collection);
    rules.get(type).admit(given, true);
    Document members = type.created(given);
    String id =
        type.isNamedByCaller()
            ? members.text(type.idField()).orElse("")
            : freshId(draft, collection);
    ResourceLocation location = collection.withId(id);
    if (draft.find(location.path()).isPresent()) {
      throw type == ResourceType.DOMAIN_NAME
          ? ServiceException.badRequest("The domain name you provided already exists.")
          : ServiceException.conflict("Stage already exists");
    }
    Rules rule = rules.get(type);
    Document complete =
        rule.check(draft, location, rule.begin(location, members).with(type.idField(), id));
    draft.put(location.path(), complete);
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
    rules.get(location.type()).admit(change, false);
    Document after =
        rules.get(location.type()).check(draft, location, location.type().updated(before, change));
    draft.put(location.path(), after);
    return after;
  }

  void delete(Draft draft, ResourceLocation location) {
    get(draft, location);
    rules.get(location.type()).release(draft, location);
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
