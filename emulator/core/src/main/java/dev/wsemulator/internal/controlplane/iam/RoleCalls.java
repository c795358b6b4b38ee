package dev.wsemulator.internal.controlplane.iam;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.QueryRequest;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Roles with their inline policies, and the managed policies that are attached to them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">Actions</a>
 */
public record RoleCalls(AwsAccount account, ManagedPolicyCalls managed) {
  /** The member with inline policies by name, for the emulator only. */
  static final String POLICIES = "_policies";

  /** The member with the ARNs of attached policies, for the emulator only. */
  static final String ATTACHED = "_attached";

  private static final String ROOT = "/roles";
  private static final String BOUNDARY = "PermissionsBoundary";
  private static final String NAME = "[\\w+=,.@-]{1,64}";
  private static final String POLICY_NAME = "[\\w+=,.@-]{1,128}";

  static String path(String name) {
    return ROOT + "/" + name;
  }

  /** Returns every role that calls have created. */
  static Collection<Document> all(Draft draft) {
    return draft.children(ROOT).values();
  }

  /** Does a call, and returns what it returns. */
  public Document call(Draft draft, QueryRequest request) {
    if (request.action().equals("CreateRole")) {
      return create(draft, request);
    }
    if (request.action().equals("ListRoles")) {
      return list("Roles", all(draft).stream().map(this::shown).toList());
    }
    if (request.text("RoleName").isEmpty()) {
      throw request.unknown();
    }
    Document role = find(draft, request);
    return switch (request.action()) {
      case "GetRole" -> new Document(Map.of("Role", shown(role)));
      case "UpdateRole", "UpdateRoleDescription" -> update(draft, role, request);
      case "UpdateAssumeRolePolicy" ->
          put(draft, role.with("AssumeRolePolicyDocument", policy(request, "PolicyDocument")));
      case "TagRole", "UntagRole" -> put(draft, IamTags.changed(role, request));
      case "PutRolePermissionsBoundary" ->
          put(draft, role.with(BOUNDARY, request.text(BOUNDARY).orElse("")));
      case "DeleteRolePermissionsBoundary" -> put(draft, role.without(BOUNDARY));
      case "ListRoleTags" -> list("Tags", IamTags.of(role));
      case "ListInstanceProfilesForRole" -> list("InstanceProfiles", List.of());
      case "DeleteRole" -> delete(draft, role);
      default -> policies(draft, role, request);
    };
  }

  private Document policies(Draft draft, Document role, QueryRequest request) {
    Map<String, Object> inline = new TreeMap<>(role.object(POLICIES).members());
    return switch (request.action()) {
      case "ListRolePolicies" -> list("PolicyNames", List.copyOf(inline.keySet()));
      case "PutRolePolicy" -> {
        String document = policy(request, "PolicyDocument");
        PolicyText.check(document);
        inline.put(request.required("PolicyName", POLICY_NAME), document);
        yield put(draft, role.with(POLICIES, inline));
      }
      case "GetRolePolicy" ->
          Document.EMPTY
              .with("RoleName", name(role))
              .with("PolicyName", inlineName(inline, request))
              .with("PolicyDocument", PolicyText.encoded(inline.get(inlineName(inline, request))));
      case "DeleteRolePolicy" -> {
        inline.remove(inlineName(inline, request));
        yield put(draft, role.with(POLICIES, inline));
      }
      default -> attachments(draft, role, request);
    };
  }

  private Document attachments(Draft draft, Document role, QueryRequest request) {
    List<String> attached = new ArrayList<>(role.list(ATTACHED));
    String arn = request.text("PolicyArn").orElse("");
    switch (request.action()) {
      case "AttachRolePolicy" -> {
        managed.requireAttachable(draft, arn);
        attached.remove(arn);
        attached.add(arn);
      }
      case "DetachRolePolicy" -> {
        if (!attached.remove(arn)) {
          throw noSuchEntity("Policy %s was not found.".formatted(arn));
        }
      }
      case "ListAttachedRolePolicies" -> {
        return list("AttachedPolicies", attached.stream().map(RoleCalls::attached).toList());
      }
      default -> throw request.unknown();
    }
    return put(draft, role.with(ATTACHED, attached));
  }

  private static Map<String, Object> attached(String arn) {
    return Document.EMPTY
        .with("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
        .with("PolicyArn", arn)
        .members();
  }

  private static String inlineName(Map<String, Object> inline, QueryRequest request) {
    String name = request.required("PolicyName", POLICY_NAME);
    if (!inline.containsKey(name)) {
      throw noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
    }
    return name;
  }

  private Document create(Draft draft, QueryRequest request) {
    String name = request.required("RoleName", NAME);
    if (all(draft).stream().map(RoleCalls::name).anyMatch(name::equalsIgnoreCase)) {
      throw alreadyExists("Role with name %s already exists.".formatted(name));
    }
    String path = request.path();
    Document role =
        Document.EMPTY
            .with("Path", path)
            .with("RoleName", name)
            .with("RoleId", ManagedPolicyCalls.newId("AROA"))
            .with("Arn", Arn.ofIam(account.accountId(), "role" + path + name))
            .with("CreateDate", account.now())
            .with("AssumeRolePolicyDocument", policy(request, "AssumeRolePolicyDocument"))
            .with("MaxSessionDuration", request.text("MaxSessionDuration").orElse("3600"))
            .with(IamTags.MEMBER, request.tags());
    String description = request.text("Description").orElse("");
    role = description.isEmpty() ? role : role.with("Description", description);
    String boundary = request.text(BOUNDARY).orElse("");
    role = boundary.isEmpty() ? role : role.with(BOUNDARY, boundary);
    put(draft, role);
    return new Document(Map.of("Role", shown(role)));
  }

  private Document update(Draft draft, Document role, QueryRequest request) {
    Document changed = role;
    for (String name : List.of("Description", "MaxSessionDuration")) {
      changed =
          request.text(name).isPresent() ? changed.with(name, request.text(name).get()) : changed;
    }
    put(draft, changed);
    return request.action().equals("UpdateRole")
        ? Document.EMPTY
        : new Document(Map.of("Role", shown(changed)));
  }

  private static Document delete(Draft draft, Document role) {
    if (!role.list(ATTACHED).isEmpty()) {
      throw conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!role.object(POLICIES).members().isEmpty()) {
      throw conflict("Cannot delete entity, must delete policies first.");
    }
    draft.remove(path(name(role)));
    return Document.EMPTY;
  }

  private static Document put(Draft draft, Document role) {
    draft.put(path(name(role)), role);
    return Document.EMPTY;
  }

  private static Document find(Draft draft, QueryRequest request) {
    String name = request.required("RoleName", NAME);
    return draft
        .find(path(name))
        .orElseThrow(() -> noSuchEntity("The role with name %s cannot be found.".formatted(name)));
  }

  private static String name(Document role) {
    return role.text("RoleName").orElseThrow();
  }

  private static String policy(QueryRequest request, String name) {
    String document = request.text(name).orElse("");
    PolicyText.parse(document);
    return document;
  }

  private Map<String, Object> shown(Document role) {
    Map<String, Object> shown = new LinkedHashMap<>(role.visible().members());
    shown.computeIfPresent("AssumeRolePolicyDocument", (name, text) -> PolicyText.encoded(text));
    shown.computeIfPresent(
        BOUNDARY,
        (name, arn) -> Map.of("PermissionsBoundaryType", "Policy", "PermissionsBoundaryArn", arn));
    shown.put("Tags", IamTags.of(role));
    shown.put("RoleLastUsed", Map.of());
    return shown;
  }

  static Document list(String name, List<?> elements) {
    return Document.EMPTY.with("IsTruncated", false).with(name, elements);
  }

  static ServiceException noSuchEntity(String message) {
    return ServiceException.of(404, "NoSuchEntity", message);
  }

  static ServiceException alreadyExists(String message) {
    return ServiceException.of(409, "EntityAlreadyExists", message);
  }

  static ServiceException conflict(String message) {
    return ServiceException.of(409, "DeleteConflict", message);
  }
}
