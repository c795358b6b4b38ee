package dev.wsemulator.internal.controlplane;

import java.util.List;
import java.util.Map;

/**
 * The settings of the account in a region, of which only the role for logs matters here (LG-11).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html">Account</a>
 */
final class AccountCalls {
  /** Where the settings are kept. */
  static final String PATH = "/account";

  private AccountCalls() {}

  static Document get(Draft draft) {
    return draft
        .find(PATH)
        .orElse(Document.EMPTY)
        .with("throttleSettings", Map.of("burstLimit", 5000, "rateLimit", 10_000.0))
        .with("features", List.of("UsagePlans"))
        .with("apiKeyVersion", "4");
  }

  /** Does what the patch operations say. */
  static Document update(Draft draft, Document request) {
    Document account = draft.find(PATH).orElse(Document.EMPTY);
    if (request.members().get("patchOperations") instanceof List<?> operations) {
      for (Object each : operations) {
        Document operation = Document.of(each);
        String name = operation.text("path").orElse("").replace("/", "");
        String value = operation.text("value").orElse("");
        if (!name.equals("cloudwatchRoleArn")) {
          throw Refusal.badRequest("Invalid patch path %s", operation.text("path").orElse(""));
        }
        boolean isGone = value.isEmpty() || operation.text("op").orElse("").equals("remove");
        account = isGone ? account.without(name) : account.with(name, value);
      }
    }
    draft.put(PATH, account);
    return get(draft);
  }
}
