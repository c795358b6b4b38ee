package dev.wsemulator.internal.iam;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Evaluates policies.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Policies {
  /** What functions can ask of an API. */
  private static final List<String> API_ACTIONS =
      List.of("execute-api:ManageConnections", "execute-api:Invoke", "execute-api:InvalidateCache");

  private Policies() {}

  /** Returns whether some statement allows the action on the resource and none denies it. */
  public static boolean allows(List<PolicyStatement> policy, String action, String resource) {
    return !denies(policy, action, resource)
        && policy.stream().anyMatch(statement -> applies(statement, action, resource));
  }

  /** Returns whether some statement denies the action on the resource. */
  public static boolean denies(List<PolicyStatement> policy, String action, String resource) {
    return policy.stream()
        .anyMatch(statement -> !statement.allow() && applies(statement, action, resource));
  }

  private static boolean applies(PolicyStatement statement, String action, String resource) {
    return statement.actions().stream().anyMatch(pattern -> covers(pattern, action))
        && statement.resources().stream().anyMatch(pattern -> matches(pattern, resource));
  }

  /** Returns whether a pattern for actions fits one that functions can ask of an API. */
  public static boolean concernsApis(String pattern) {
    return API_ACTIONS.stream().anyMatch(action -> covers(pattern, action));
  }

  /** Returns the actions that {@code NotAction} leaves, of those that are checked here. */
  public static List<String> allBut(List<String> patterns) {
    return Stream.concat(API_ACTIONS.stream(), ManagedPolicies.OTHER_ACTIONS.stream())
        .filter(action -> patterns.stream().noneMatch(pattern -> covers(pattern, action)))
        .toList();
  }

  /** Returns whether a pattern for actions, in which letters have no case, fits an action. */
  public static boolean covers(String pattern, String action) {
    return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns whether the text matches a pattern in which {@code *} stands for any text and {@code ?}
   * for one character.
   */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
