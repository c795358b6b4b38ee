package dev.wsemulator.internal.controlplane;

import dev.wsemulator.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may invoke functions. It is kept and shown, and not enforced: API Gateway may invoke every
 * function here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission</a>
 */
final class PermissionCalls {

  /** Policies are beside functions, as those of a template have them, too. */
  private static String path(FunctionRequest request) {
    return "/policies/" + request.name();
  }

  private static Document policy(Draft draft, FunctionRequest request) {
    return draft.find(path(request)).orElse(Document.EMPTY);
  }

  Answer add(Draft draft, Document function, FunctionRequest request) {
    Document body = request.body();
    String id = body.text("StatementId").orElse("");
    Document policy = policy(draft, request);
    if (!id.matches("[A-Za-z0-9_-]{1,100}")) {
      throw FunctionDocuments.invalid("The statement id \"%s\" is invalid.", id);
    }
    if (policy.has(id)) {
      throw Refusal.of(
          409,
          "ResourceConflictException",
          ("The statement id (%s) provided already exists. Please provide a new statement id, or"
                  + " remove the existing statement.")
              .formatted(id));
    }
    String principal = body.text("Principal").orElse("");
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", id);
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
    body.text("SourceArn")
        .ifPresent(
            arn -> statement.put("Condition", Map.of("ArnLike", Map.of("AWS:SourceArn", arn))));
    draft.put(path(request), policy.with(id, statement));
    return Answer.created(new Document(Map.of("Statement", JsonText.of(statement))));
  }

  Answer get(Draft draft, Document function, FunctionRequest request) {
    Document policy = policy(draft, request);
    if (policy.members().isEmpty()) {
      throw noPolicy();
    }
    List<Object> statements = new ArrayList<>(policy.members().values());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Id", "default");
    document.put("Statement", statements);
    return Answer.ok(
        new Document(
            Map.of(
                "Policy",
                JsonText.of(document),
                "RevisionId",
                function.text("RevisionId").orElse("00000000-0000-0000-0000-000000000000"))));
  }

  Answer remove(Draft draft, FunctionRequest request) {
    Document policy = policy(draft, request);
    if (!policy.has(request.rest())) {
      throw noPolicy();
    }
    draft.put(path(request), policy.without(request.rest()));
    return Answer.NOTHING;
  }

  static void forget(Draft draft, FunctionRequest request) {
    if (!policy(draft, request).members().isEmpty()) {
      draft.remove(path(request));
    }
  }

  private static Refusal noPolicy() {
    return Refusal.of(
        404, "ResourceNotFoundException", "No policy is associated with the given resource.");
  }
}
