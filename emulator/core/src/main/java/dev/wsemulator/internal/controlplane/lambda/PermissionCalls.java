package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.stack.Permissions;
import dev.wsemulator.stack.Permissions.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The permissions to invoke functions. It is enforced with {@code --enforce-permissions}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission</a>
 */
public final class PermissionCalls {

  private static final String SOURCE_ARN = "AWS:SourceArn";
  private static final String SOURCE_ACCOUNT = "AWS:SourceAccount";

  /** Policies are beside functions, as those of a template have them, too. */
  private static String path(FunctionRequest request) {
    return "/policies/" + request.name();
  }

  private static Document policy(Draft draft, FunctionRequest request) {
    return draft.find(path(request)).orElse(Document.EMPTY);
  }

  /** Returns what calls have allowed for a function. */
  public static List<Permission> permissions(Documents documents, String functionName) {
    return documents.find("/policies/" + functionName).stream()
        .flatMap(policy -> policy.members().values().stream())
        .map(statement -> permission(functionName, Document.of(statement)))
        .toList();
  }

  private static Permission permission(String functionName, Document statement) {
    Document condition = statement.object("Condition");
    Document principal = statement.object("Principal");
    String qualifier =
        statement.text("Resource").orElse("").replaceFirst("^arn:([^:]*:){5}[^:]*", "");
    return new Permission(
        functionName + qualifier,
        statement.text("Action").orElse(""),
        new Permissions.Caller(
            statement
                .text("Principal")
                .or(() -> principal.text("Service"))
                .or(() -> principal.text("AWS"))
                .orElse(""),
            condition.object("ArnLike").text(SOURCE_ARN),
            condition.object("StringEquals").text(SOURCE_ACCOUNT)));
  }

  ServiceResponse add(Draft draft, Document function, FunctionRequest request) {
    Document body = request.body();
    String sid = body.text("StatementId").orElse("");
    Document policy = policy(draft, request);
    if (!sid.matches("[A-Za-z0-9_-]{1,100}")) {
      throw FunctionDocuments.invalid("The statement id \"%s\" is invalid.", sid);
    }
    if (policy.has(sid)) {
      throw ServiceException.of(
          409,
          "ResourceConflictException",
          ("The statement id (%s) provided already exists. Please provide a new statement id, or"
                  + " remove the existing statement.")
              .formatted(sid));
    }
    String principal = body.text("Principal").orElse("");
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put(
        "Principal",
        principal.equals("*")
            ? "*"
            : Map.of(principal.contains(".") ? "Service" : "AWS", principal));
    statement.put("Action", body.text("Action").orElse(""));
    String version =
        Query.of(request.http().rawQuery()).value("Qualifier").map(one -> ":" + one).orElse("");
    statement.put("Resource", function.text("FunctionArn").orElse("") + version);
    Map<String, Object> conditions = new LinkedHashMap<>();
    body.text("SourceAccount")
        .ifPresent(id -> conditions.put("StringEquals", Map.of(SOURCE_ACCOUNT, id)));
    body.text("SourceArn").ifPresent(arn -> conditions.put("ArnLike", Map.of(SOURCE_ARN, arn)));
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    draft.put(path(request), policy.with(sid, statement));
    return ServiceResponse.created(new Document(Map.of("Statement", JsonText.of(statement))));
  }

  ServiceResponse get(Draft draft, Document function, FunctionRequest request) {
    Document policy = policy(draft, request);
    if (policy.members().isEmpty()) {
      throw noPolicy();
    }
    List<Object> statements = new ArrayList<>(policy.members().values());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Id", "default");
    document.put("Statement", statements);
    return ServiceResponse.ok(
        new Document(
            Map.of(
                "Policy",
                JsonText.of(document),
                "RevisionId",
                function.text("RevisionId").orElse("00000000-0000-0000-0000-000000000000"))));
  }

  ServiceResponse remove(Draft draft, FunctionRequest request) {
    Document policy = policy(draft, request);
    if (!policy.has(request.rest())) {
      throw noPolicy();
    }
    draft.put(path(request), policy.without(request.rest()));
    return ServiceResponse.NOTHING;
  }

  static void forget(Draft draft, FunctionRequest request) {
    if (!policy(draft, request).members().isEmpty()) {
      draft.remove(path(request));
    }
  }

  private static ServiceException noPolicy() {
    return ServiceException.of(
        404, "ResourceNotFoundException", "No policy is associated with the given resource.");
  }
}
