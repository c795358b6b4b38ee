package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Makes, changes and releases resources by AWS's rules, for calls and templates. Immutable. */
public final class Rulebook {
  private final Map<ResourceType, Rules> rules = new EnumMap<>(ResourceType.class);

  public Rulebook(AwsAccount account) {
    for (ResourceType type : ResourceType.values()) {
      rules.put(type, newRules(type, account));
    }
  }

  /** Returns the new resource of a request, with the members that the service adds. */
  public Document create(Check check, Document given) {
    ResourceLocation location = check.location();
    ResourceType type = location.type();
    Rules rule = rules(location);
    rule.admit(check, given, true);
    Document members = type.created(given, check.violations());
    if (type.isNamedByCaller() && check.draft().find(location.path()).isPresent()) {
      check.refuse(
          type.idProperty(),
          type == ResourceType.DOMAIN_NAME
              ? ServiceException.badRequest("The domain name you provided already exists.")
              : ServiceException.conflict("Stage already exists"),
          " is \"%s\", as of another %s. Remove one.",
          location.id(),
          type.title());
    }
    return rule.check(check, rule.begin(location, members).with(type.idProperty(), location.id()));
  }

  /** Returns a resource with the changes of a request. */
  public Document update(Check check, Document before, Document change) {
    Rules rule = rules(check.location());
    rule.admit(check, change, false);
    return rule.check(check, check.location().type().updated(before, change, check.violations()));
  }

  /** Returns a resource with what the service adds to it, without any check. */
  public Document complete(ResourceLocation location, Document given) {
    return rules(location).begin(location, given);
  }

  /**
   * Checks that a resource is not needed by another one.
   *
   * @throws ServiceException if it is
   */
  public void release(Draft draft, ResourceLocation location) {
    rules(location).release(draft, location);
  }

  /** Returns the rules of a type. */
  private static Rules newRules(ResourceType type, AwsAccount account) {
    return switch (type) {
      case API -> new ApiRules(account);
      case ROUTE -> new RouteRules();
      case ROUTE_RESPONSE -> new ResponseRules();
      case INTEGRATION -> new IntegrationRules();
      case INTEGRATION_RESPONSE -> new IntegrationRules.OfResponses();
      case AUTHORIZER -> new AuthorizerRules();
      case MODEL -> new ModelRules();
      case DEPLOYMENT -> new DeploymentRules(account);
      case STAGE -> new StageRules(account);
      case DOMAIN_NAME -> new DomainRules(account);
      case API_MAPPING -> new DomainRules.OfMappings();
    };
  }

  private Rules rules(ResourceLocation location) {
    return Objects.requireNonNull(rules.get(location.type()));
  }
}
