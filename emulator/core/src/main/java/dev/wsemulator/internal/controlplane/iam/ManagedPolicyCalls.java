package dev.wsemulator.internal.controlplane.iam;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.QueryRequest;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Managed policies of the account, with their versions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html">Versioning</a>
 */
public record ManagedPolicyCalls(AwsAccount account) {
  private static final String ROOT = "/managedpolicies";
  private static final String NAME = "[\\w+=,.@-]{1,128}";

  /** The member with versions by id, for the emulator only. */
  private static final String VERSIONS = "_versions";

  private static final int MOST_VERSIONS = 5;

  /** How the ARNs of AWS's own policies begin. */
  private static final String OF_AWS = Arn.ofIam("aws", "policy/");

  /** Does a call, and returns what it returns. */
  public Document call(Draft draft, QueryRequest request) {
    if (request.action().equals("CreatePolicy")) {
      return create(draft, request);
    }
    if (request.text("PolicyArn").isEmpty()) {
      throw request.unknown();
    }
    Document policy = require(draft, request.text("PolicyArn").orElse(""));
    return switch (request.action()) {
      case "GetPolicy" -> new Document(Map.of("Policy", shown(draft, policy)));
      case "TagPolicy", "UntagPolicy" -> put(draft, IamTags.changed(policy, request));
      case "ListPolicyTags" -> RoleCalls.list("Tags", IamTags.of(policy));
      case "DeletePolicy" -> delete(draft, policy);
      default -> versions(draft, policy, request);
    };
  }

  private Document versions(Draft draft, Document policy, QueryRequest request) {
    Map<String, Object> versions = new LinkedHashMap<>(policy.object(VERSIONS).members());
    return switch (request.action()) {
      case "ListPolicyVersions" ->
          RoleCalls.list(
              "Versions", versions.keySet().stream().map(id -> version(policy, id)).toList());
      case "GetPolicyVersion" -> {
        String id = versionId(versions, request);
        Map<String, Object> version = version(policy, id);
        version.put("Document", PolicyText.encoded(document(policy, id)));
        yield new Document(Map.of("PolicyVersion", version));
      }
      case "CreatePolicyVersion" -> addVersion(draft, policy, request);
      case "SetDefaultPolicyVersion" ->
          put(draft, policy.with("DefaultVersionId", versionId(versions, request)));
      case "DeletePolicyVersion" -> {
        String id = versionId(versions, request);
        if (id.equals(policy.text("DefaultVersionId").orElse(""))) {
          throw RoleCalls.conflict("Cannot delete the default version of a policy.");
        }
        versions.remove(id);
        yield put(draft, policy.with(VERSIONS, versions));
      }
      default -> throw request.unknown();
    };
  }

  private Document addVersion(Draft draft, Document policy, QueryRequest request) {
    Map<String, Object> versions = new LinkedHashMap<>(policy.object(VERSIONS).members());
    if (versions.size() >= MOST_VERSIONS) {
      throw ServiceException.of(
          409,
          "LimitExceeded",
          "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    }
    long latest = policy.number("_latest").map(Number::longValue).orElse(0L) + 1;
    String id = "v" + latest;
    versions.put(id, newVersion(request));
    Document changed =
        policy.with("_latest", latest).with(VERSIONS, versions).with("UpdateDate", account.now());
    if (request.isTrue("SetAsDefault") || latest == 1) {
      changed = changed.with("DefaultVersionId", id);
    }
    put(draft, changed);
    return new Document(Map.of("PolicyVersion", version(changed, id)));
  }

  private Map<String, Object> newVersion(QueryRequest request) {
    String document = request.text("PolicyDocument").orElse("");
    PolicyText.check(document);
    return Map.of("Document", document, "CreateDate", account.now());
  }

  private static String versionId(Map<String, Object> versions, QueryRequest request) {
    String id = request.text("VersionId").orElse("");
    if (!versions.containsKey(id)) {
      throw RoleCalls.noSuchEntity(
          "Policy version %s does not exist or is not attachable.".formatted(id));
    }
    return id;
  }

  private static Map<String, Object> version(Document policy, String id) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("VersionId", id);
    version.put("IsDefaultVersion", id.equals(policy.text("DefaultVersionId").orElse("")));
    version.put("CreateDate", policy.object(VERSIONS).object(id).text("CreateDate").orElse(""));
    return version;
  }

  private static String document(Document policy, String version) {
    return policy.object(VERSIONS).object(version).text("Document").orElse("");
  }

  private Document create(Draft draft, QueryRequest request) {
    String name = request.required("PolicyName", NAME);
    if (draft.children(ROOT).keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw RoleCalls.alreadyExists(
          "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
    }
    String path = request.path();
    Document policy =
        Document.EMPTY
            .with("PolicyName", name)
            .with("PolicyId", newId("ANPA"))
            .with("Arn", Arn.ofIam(account.accountId(), "policy" + path + name))
            .with("Path", path)
            .with("IsAttachable", true)
            .with("PermissionsBoundaryUsageCount", 0L)
            .with("CreateDate", account.now())
            .with(IamTags.MEMBER, request.tags());
    String description = request.text("Description").orElse("");
    addVersion(
        draft, description.isEmpty() ? policy : policy.with("Description", description), request);
    Document created = draft.find(ROOT + "/" + name).orElseThrow();
    return new Document(Map.of("Policy", shown(draft, created)));
  }

  private Document delete(Draft draft, Document policy) {
    if (attachments(draft, policy) > 0) {
      throw RoleCalls.conflict("Cannot delete a policy attached to entities.");
    }
    if (policy.object(VERSIONS).members().size() > 1) {
      throw RoleCalls.conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    }
    draft.remove(ROOT + "/" + policy.text("PolicyName").orElseThrow());
    return Document.EMPTY;
  }

  private static Document put(Draft draft, Document policy) {
    draft.put(ROOT + "/" + policy.text("PolicyName").orElseThrow(), policy);
    return Document.EMPTY;
  }

  private static Document require(Draft draft, String arn) {
    return find(draft.documents(), arn)
        .orElseThrow(
            () ->
                RoleCalls.noSuchEntity(
                    "Policy %s does not exist or is not attachable.".formatted(arn)));
  }

  /**
   * Checks that a policy is there; AWS's own are not known here, and are believed to be.
   *
   * @throws ServiceException if it is not
   */
  void requireAttachable(Draft draft, String arn) {
    if (!isOfAws(arn)) {
      require(draft, arn);
    }
  }

  static boolean isOfAws(String arn) {
    return arn.startsWith(OF_AWS);
  }

  private static Optional<Document> find(Documents documents, String arn) {
    return documents
        .find(ROOT + "/" + arn.substring(arn.lastIndexOf('/') + 1))
        .filter(policy -> policy.text("Arn").orElse("").equals(arn));
  }

  /** Returns the text of a policy's default version, if calls have created the policy. */
  static Optional<String> text(Documents documents, String arn) {
    return find(documents, arn)
        .map(policy -> document(policy, policy.text("DefaultVersionId").orElse("")));
  }

  static boolean concerns(Change change) {
    return change.path().startsWith(ROOT + "/");
  }

  private static Map<String, Object> shown(Draft draft, Document policy) {
    Map<String, Object> shown = new TreeMap<>(policy.visible().members());
    shown.put("AttachmentCount", attachments(draft, policy));
    shown.put("Tags", IamTags.of(policy));
    return shown;
  }

  private static long attachments(Draft draft, Document policy) {
    String arn = policy.text("Arn").orElse("");
    return RoleCalls.all(draft).stream()
        .filter(role -> role.list(RoleCalls.ATTACHED).contains(arn))
        .count();
  }

  /** Returns a new id, such as IAM gives. */
  static String newId(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < 17; i++) {
      id.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(ThreadLocalRandom.current().nextInt(32)));
    }
    return id.toString();
  }
}
