package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy document as JSON says it. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Policy
 *     grammar</a>
 */
public final class PolicyDocument {
  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition",
          "Principal");

  /** The decision of a policy about a request. */
  public enum Decision {
    /** Some statement allows it and none denies it. */
    ALLOWED,
    /** No statement is about it. */
    NOT_ALLOWED,
    /** A statement denies it. */
    DENIED
  }

  private record Statement(
      boolean allow,
      List<String> actions,
      boolean actionsExcluded,
      List<String> resources,
      boolean resourcesExcluded,
      PolicyConditions conditions) {}

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = statements;
  }

  /** Returns the document, or empty if it is malformed. */
  public static Optional<PolicyDocument> parse(Json json) {
    Json list = json.child("Statement").orElse(null);
    if (!json.isObject() || list == null || list.isScalar()) {
      return Optional.empty();
    }
    List<Statement> statements = new ArrayList<>();
    for (Json one : list.isObject() ? List.of(list) : list.elements()) {
      Optional<Statement> statement = statement(one.members());
      if (statement.isEmpty()) {
        return Optional.empty();
      }
      statements.add(statement.get());
    }
    return Optional.of(new PolicyDocument(List.copyOf(statements)));
  }

  private static Optional<Statement> statement(Map<String, Json> members) {
    String effect = Optional.ofNullable(members.get("Effect")).flatMap(Json::string).orElse("");
    boolean known =
        MEMBERS.containsAll(members.keySet()) && (effect.equals("Allow") || effect.equals("Deny"));
    boolean excludesActions = members.containsKey("NotAction");
    boolean excludesResources = members.containsKey("NotResource");
    List<String> actions = texts(members.get(excludesActions ? "NotAction" : "Action"));
    List<String> resources = texts(members.get(excludesResources ? "NotResource" : "Resource"));
    Optional<PolicyConditions> conditions =
        PolicyConditions.parse(Optional.ofNullable(members.get("Condition")));
    boolean isTwofold =
        excludesActions && members.containsKey("Action")
            || excludesResources && members.containsKey("Resource");
    if (!known || isTwofold || actions.isEmpty() || resources.isEmpty() || conditions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement(
            effect.equals("Allow"),
            actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList(),
            excludesActions,
            resources,
            excludesResources,
            conditions.get()));
  }

  static List<String> texts(@Nullable Json value) {
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Json one : value.string().isPresent() ? List.of(value) : value.elements()) {
      Optional<String> text = one.string();
      if (text.isEmpty()) {
        return List.of();
      }
      texts.add(text.get());
    }
    return texts;
  }

  /** Returns what the document says, for people. */
  public String describe() {
    return statements.isEmpty()
        ? "It has no statements."
        : statements.stream()
            .map(PolicyDocument::describe)
            .collect(Collectors.joining("; ", "It says: ", "."));
  }

  private static String describe(Statement statement) {
    return "%s %s%s on %s%s%s"
        .formatted(
            statement.allow() ? "Allow" : "Deny",
            statement.actionsExcluded() ? "all but " : "",
            String.join(", ", statement.actions()),
            statement.resourcesExcluded() ? "all but " : "",
            String.join(", ", statement.resources()),
            statement.conditions().isEmpty() ? "" : ", under conditions");
  }

  /**
   * Returns what the document says of a request.
   *
   * @param action for example {@code execute-api:Invoke}
   * @param resource an ARN
   * @param keys condition keys, in lower case, such as {@code aws:sourceip}, to their values
   */
  public Decision decide(String action, String resource, Map<String, String> keys) {
    String lower = action.toLowerCase(Locale.ROOT);
    Decision decision = Decision.NOT_ALLOWED;
    for (Statement statement : statements) {
      boolean isAbout =
          any(statement.actions(), lower) != statement.actionsExcluded()
              && any(statement.resources(), resource) != statement.resourcesExcluded()
              && statement.conditions().hold(keys, !statement.allow());
      if (isAbout && !statement.allow()) {
        return Decision.DENIED;
      }
      decision = isAbout ? Decision.ALLOWED : decision;
    }
    return decision;
  }

  private static boolean any(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> Policies.matches(pattern, text));
  }
}
