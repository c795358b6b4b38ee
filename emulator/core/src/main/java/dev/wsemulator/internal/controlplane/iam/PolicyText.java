package dev.wsemulator.internal.controlplane.iam;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.lambda.PolicyStatement;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of policies.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar</a>
 */
final class PolicyText {
  private PolicyText() {}

  /** Returns a document as IAM shows it. */
  static String encoded(@Nullable Object document) {
    return URLEncoder.encode(String.valueOf(document), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /**
   * Returns the statements of a document.
   *
   * @throws ServiceException if it is malformed
   */
  static List<Document> parse(String document) {
    Object statement =
        Document.parse(document.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> malformed("Syntax errors in policy."))
            .members()
            .get("Statement");
    List<Document> statements = new ArrayList<>();
    for (Object one : statement instanceof List<?> list ? list : List.of(of(statement))) {
      Document each = Document.of(of(one));
      if (!each.text("Effect").orElse("").matches("Allow|Deny")
          || !each.has("Action") && !each.has("NotAction")) {
        throw malformed("Syntax errors in policy.");
      }
      statements.add(each);
    }
    return statements;
  }

  private static Object of(@Nullable Object statement) {
    if (!(statement instanceof Map<?, ?>)) {
      throw malformed("Syntax errors in policy.");
    }
    return statement;
  }

  /**
   * Checks what a role may be allowed to do.
   *
   * @throws ServiceException if it is malformed, or cannot be evaluated here
   */
  static void check(String document) {
    for (Document statement : parse(document)) {
      if (!statement.has("Resource") && !statement.has("NotResource")) {
        throw malformed("Policy statement must contain resources.");
      }
      boolean isOfApis = actions(statement).stream().anyMatch(Policies::concernsApis);
      for (String element : List.of("Condition", "NotResource")) {
        if (isOfApis && statement.has(element)) {
          throw malformed(
              "A statement on execute-api with %s is not emulated: it could allow more than on AWS. Leave %s out here."
                  .formatted(element, element));
        }
      }
    }
  }

  /** Returns what the statements of a checked document allow and deny. */
  static List<PolicyStatement> statements(String document) {
    return parse(document).stream()
        .map(
            statement ->
                new PolicyStatement(
                    statement.text("Effect").orElse("").equals("Allow"),
                    actions(statement),
                    texts(statement, "Resource")))
        .toList();
  }

  /** Returns the actions, which for {@code NotAction} are those judged here that it leaves. */
  private static List<String> actions(Document statement) {
    if (!statement.has("NotAction")) {
      return texts(statement, "Action");
    }
    return Policies.allBut(texts(statement, "NotAction"));
  }

  private static List<String> texts(Document statement, String name) {
    return statement.text(name).map(List::of).orElseGet(() -> statement.list(name));
  }

  private static ServiceException malformed(String message) {
    return ServiceException.of(400, "MalformedPolicyDocument", message);
  }
}
