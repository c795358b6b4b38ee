package dev.wsemulator.lambda;

import java.util.List;

/**
 * A statement of an IAM policy. Immutable; {@code *} and {@code ?} in actions and resources are
 * wildcards.
 *
 * @param allow {@code true} for {@code "Effect": "Allow"}
 * @param actions for example {@code execute-api:ManageConnections}
 * @param resources ARN patterns
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy
 *     elements</a>
 */
public record PolicyStatement(boolean allow, List<String> actions, List<String> resources) {
  /** Copies the lists. */
  public PolicyStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
  }
}
