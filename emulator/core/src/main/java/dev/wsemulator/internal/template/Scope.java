package dev.wsemulator.internal.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the intrinsics of one template can refer to. */
final class Scope {
  private final Account account;
  private final Map<String, Value> parameters;
  private final Value mappings;
  private final Map<String, Resource> resources;
  private final Names names;

  Scope(
      Account account, Map<String, Value> parameters, Value root, Map<String, Resource> resources) {
    this.account = account;
    this.parameters = parameters;
    this.mappings = root.get("Mappings").orElse(Value.nothing(root.line()));
    this.resources = resources;
    this.names = new Names(account);
  }

  /** Returns what {@code Ref} yields for the name. */
  Optional<Value> ref(String name, int line, Intrinsics intrinsics) {
    if (parameters.containsKey(name)) {
      return Optional.of(parameters.get(name));
    }
    if (resources.containsKey(name)) {
      return Optional.of(Value.text(line, physicalName(name, intrinsics)));
    }
    return pseudoParameter(name).map(text -> Value.text(line, text));
  }

  /**
   * Pseudo parameters.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html">Pseudo
   *     parameters</a>
   */
  private Optional<String> pseudoParameter(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "AWS::Region" -> account.region();
          case "AWS::AccountId" -> account.accountId();
          case "AWS::StackName" -> account.stackName();
          case "AWS::StackId" ->
              "arn:aws:cloudformation:%s:%s:stack/%s/00000000-0000-0000-0000-000000000000"
                  .formatted(account.region(), account.accountId(), account.stackName());
          case "AWS::Partition" -> "aws";
          case "AWS::URLSuffix" -> "amazonaws.com";
          default -> null;
        });
  }

  String physicalName(String id, Intrinsics intrinsics) {
    Resource resource = resources.get(id);
    return names.ref(
        resource,
        property -> resource.properties().get(property).map(intrinsics::text).orElse(null));
  }

  Optional<String> attribute(String id, String attribute, Intrinsics intrinsics) {
    return names.attribute(resources.get(id), attribute, physicalName(id, intrinsics));
  }

  boolean isResource(String id) {
    return resources.containsKey(id);
  }

  Optional<Value> mapping(List<String> keys) {
    return mappings.at(keys.toArray(String[]::new));
  }

  /** Returns the name that differs least from a misspelt one, if it is close. */
  Optional<String> nearest(String name) {
    Set<String> known = new TreeSet<>(parameters.keySet());
    known.addAll(resources.keySet());
    return known.stream()
        .min((one, other) -> Integer.compare(distance(one, name), distance(other, name)))
        .filter(near -> distance(near, name) <= Math.max(2, name.length() / 4));
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
