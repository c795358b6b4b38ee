package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.regex.Pattern;

/** AWS's requirements for resources of one type, beyond the types of their properties. */
interface Rules {
  /** The ARN of a role. */
  Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/.+");

  /** Returns the rules of a type. */
  static Rules of(ResourceType type, AwsAccount account) {
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

  /**
   * Checks what a caller gives before anything is made of it.
   *
   * @param isNew whether it is for a new resource, and not for a change of one
   */
  default void admit(Check check, Document given, boolean isNew) {}

  /** Returns a new resource with what the service adds to it. */
  default Document begin(ResourceLocation location, Document given) {
    return given;
  }

  /** Checks a resource, new or changed, and returns it as it will be. */
  Document check(Check check, Document resource);

  /**
   * Checks that a resource is not needed by another one.
   *
   * @throws ServiceException if it is
   */
  default void release(Draft draft, ResourceLocation location) {}
}
