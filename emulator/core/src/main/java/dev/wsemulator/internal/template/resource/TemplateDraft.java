package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.definition.Check;
import dev.wsemulator.internal.definition.DeploymentRules;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.definition.Rulebook;
import dev.wsemulator.internal.definition.StageRules;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.time.VirtualTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The resources of API Gateway in templates, made and validated one after the other as by calls.
 * Not thread-safe.
 */
final class TemplateDraft {
  private static final String TARGET = "integrations/";
  private static final String DEPLOYMENT = "deploymentId";
  private static final String INVOCATION =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/";

  /** Types whose ids nothing refers to. */
  private static final Set<ResourceType> UNNAMED =
      EnumSet.of(
          ResourceType.INTEGRATION_RESPONSE, ResourceType.ROUTE_RESPONSE, ResourceType.API_MAPPING);

  private final Draft draft = new Draft(new Documents());

  /** The resources that calls know by another id, by path. */
  private final Map<String, ResourceLocation> renamed = new HashMap<>();

  /** The deployments that name their stage, by the path of the stage. */
  private final Map<String, String> deployed = new HashMap<>();

  private final List<Resource> resources;
  private final InvocableFunctions functions;
  private final Rulebook rules;
  private final DeploymentRules deployments;
  private final Problems problems;
  private int count;

  /**
   * Creates an empty draft.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  TemplateDraft(
      List<Resource> resources,
      InvocableFunctions functions,
      StackLocation account,
      Problems problems) {
    this.resources = resources;
    this.functions = functions;
    this.problems = problems;
    // What does not change is the same whenever it is read.
    AwsAccount still = new AwsAccount(account.region(), account.accountId(), new VirtualTime());
    this.rules = new Rulebook(still);
    this.deployments = new DeploymentRules(still);
    // The account is believed to have a role that writes logs.
    draft.put(StageRules.ACCOUNT_PATH, new Document(Map.of(StageRules.ACCOUNT_ROLE, "any")));
  }

  Draft draft() {
    return draft;
  }

  /** Returns a resource and its parts as calls know them, by path; none if it is not here. */
  Map<String, Document> known(String root) {
    Map<String, Document> all = new TreeMap<>(draft.documents().below(root));
    draft.find(root).ifPresent(resource -> all.put(root, resource));
    Map<String, Document> known = new TreeMap<>();
    all.forEach(
        (path, document) -> {
          ResourceLocation other = renamed.get(path);
          if (other == null) {
            known.put(path, document.visible());
          } else {
            String id = other.type().idProperty();
            known.put(other.path(), document.with(id, other.id()).visible());
          }
        });
    return known;
  }

  /** Returns the path of the resource that a resource of a type is a part of; empty for none. */
  static String parentPath(ResourceType type, Resource resource) {
    return type.parent()
        .map(
            parent ->
                parentPath(parent, resource)
                    + "/"
                    + parent.collection()
                    + "/"
                    + resource
                        .properties()
                        .textOf(Property.titleOf(parent.idProperty()))
                        .orElse(""))
        .orElse("");
  }

  /** Returns the path of a resource. */
  static String path(ResourceType type, Resource resource) {
    return location(type, resource).path();
  }

  private static ResourceLocation location(ResourceType type, Resource resource) {
    String id =
        type.isNamedByCaller()
            ? PropertyReader.read(type, resource.properties()).text(type.idProperty()).orElse("")
            : resource.ref();
    return new ResourceLocation(type, parentPath(type, resource) + "/" + type.collection(), id);
  }

  /** Puts a resource here that is not validated. */
  void keep(ResourceType type, Resource resource) {
    ResourceLocation location = location(type, resource);
    Document given = PropertyReader.read(type, resource.properties());
    draft.put(
        location.path(), rules.complete(location, given).with(type.idProperty(), location.id()));
  }

  /** Validates a resource and puts it here. */
  void add(ResourceType type, Resource resource) {
    TemplateViolations violations =
        new TemplateViolations(resource, property -> hint(resource, property), problems);
    type.parent().ifPresent(parent -> checkParent(type, parent, resource, violations));
    ResourceLocation location = place(type, resource);
    Document given = given(location, resource);
    draft.put(location.path(), rules.create(new Check(draft, location, violations), given));
    if (type == ResourceType.STAGE && given.isTrue("autoDeploy") && !given.has(DEPLOYMENT)) {
      String id = ResourceType.stableId(location.path(), 6);
      deployments.deployAutomatically(draft, location.parent(), location.id(), id);
    }
    checkFunctions(resource, given, violations);
  }

  /** Returns where a resource is here, and notes by which other id calls know it. */
  private ResourceLocation place(ResourceType type, Resource resource) {
    ResourceLocation location = location(type, resource);
    if (UNNAMED.contains(type)) {
      ResourceLocation inOrder = location.withId("%06d".formatted(count++));
      renamed.put(inOrder.path(), location);
      return inOrder;
    }
    if (type == ResourceType.MODEL) {
      String id = ResourceType.stableId(location.path(), 6);
      renamed.put(location.path(), location.withId(id));
    }
    return location;
  }

  /** Returns what a template says of a resource, the stage of a deployment on the stage's side. */
  private Document given(ResourceLocation location, Resource resource) {
    Document given = PropertyReader.read(location.type(), resource.properties());
    if (location.type() == ResourceType.DEPLOYMENT) {
      given
          .text("stageName")
          .ifPresent(name -> deployed.put(location.parent() + "/stages/" + name, location.id()));
      return given.without("stageName");
    }
    String deployment = deployed.get(location.path());
    return deployment == null || given.isTrue("autoDeploy")
        ? given
        : given.withDefault(DEPLOYMENT, deployment);
  }

  private void checkFunctions(Resource resource, Document given, TemplateViolations violations) {
    given
        .text("authorizerUri")
        .ifPresent(uri -> checkFunction(resource, "authorizerUri", uri, violations));
    if (given.text("integrationType").orElse("").startsWith("AWS")) {
      given
          .text("integrationUri")
          .ifPresent(uri -> checkFunction(resource, "integrationUri", uri, violations));
    }
  }

  private void checkParent(
      ResourceType type, ResourceType parent, Resource part, TemplateViolations violations) {
    if (draft.find(parentPath(type, part)).isEmpty()) {
      String property = parent.idProperty();
      Optional<String> given = part.properties().textOf(Property.titleOf(parent.idProperty()));
      violations.error(
          property,
          "%s. Write: !Ref My%s"
              .formatted(
                  given
                      .map(
                          id ->
                              " is \"%s\", which is not a %s of this API"
                                  .formatted(id, parent.title()))
                      .orElse(" is missing"),
                  Property.titleOf(parent.idProperty()).replaceAll("(Id|Name)$", "")));
    }
  }

  /** Notes that a function is not there to be invoked. */
  private void checkFunction(
      Resource resource, String property, String uri, TemplateViolations violations) {
    String name = PhysicalNames.functionName(uri);
    boolean isInvocable =
        !FunctionUri.isInvocation(uri)
            || uri.contains(":function:")
                && functions.isInvocable(
                    name,
                    resource.properties().get(Property.titleOf(property)).orElseThrow(),
                    resource,
                    problems);
    if (!isInvocable) {
      violations.error(property, functionHint(resource, uri));
    }
  }

  /** Returns what only a template can tell of a property that AWS rejects, or an empty text. */
  private String hint(Resource resource, String property) {
    YamlValue value =
        resource
            .properties()
            .get(property.isEmpty() ? "" : Property.titleOf(property))
            .orElse(null);
    String text = value == null || value.text() == null ? "" : value.text();
    boolean isUrl = resource.properties().textOf("IntegrationType").orElse("").startsWith("HTTP");
    if (property.equals("target")) {
      return targetHint(text);
    }
    return property.endsWith("Uri") && !isUrl ? functionHint(resource, text) : "";
  }

  private String functionHint(Resource resource, String uri) {
    String name = PhysicalNames.functionName(uri);
    String function =
        resources.stream()
            .filter(one -> one.ref().equals(name))
            .map(Resource::id)
            .findFirst()
            .orElse("MyFunction");
    return resource.origin().isOfSam()
        ? " is not an ARN of a function of this template. Write: !GetAtt %s.Arn".formatted(function)
        : " is \"%s\", which does not invoke a function of this template. Write: !Sub %s${%s.Arn}/invocations"
            .formatted(uri, INVOCATION, function);
  }

  private String targetHint(String text) {
    String id = text.substring(text.lastIndexOf('/') + 1);
    Optional<Resource> meant =
        resources.stream()
            .filter(one -> one.is(ResourceKind.INTEGRATION))
            .filter(one -> one.ref().equals(id) || one.id().equals(id))
            .findFirst();
    boolean isRef = meant.filter(one -> one.ref().equals(id)).isPresent();
    return (" is \"%s\", but a route's target has the form %s<id> of an integration of this template."
            + " Write%s: !Sub %s${%s}")
        .formatted(
            isRef ? "!Ref " + meant.get().id() : text,
            TARGET,
            meant.isPresent() ? "" : ", for example",
            TARGET,
            meant.map(Resource::id).orElse("MyIntegration"));
  }
}
