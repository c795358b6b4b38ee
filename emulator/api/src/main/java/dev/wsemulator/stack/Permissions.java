package dev.wsemulator.stack;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import java.util.Optional;

/**
 * The permissions to invoke functions. Immutable.
 *
 * @param functions what the functions' own policies allow
 * @param roles the roles that integrations and authorizers may name
 */
public record Permissions(List<Permission> functions, List<Role> roles) {
  /** No permissions. */
  public static final Permissions NONE = new Permissions(List.of(), List.of());

  /** Copies the lists. */
  public Permissions {
    functions = List.copyOf(functions);
    roles = List.copyOf(roles);
  }

  /**
   * A statement of a function's policy.
   *
   * @param functionName the function, with an alias or a version behind a colon if it is about that
   *     only; {@code *} for all
   * @param action for example {@code lambda:InvokeFunction}
   * @param caller who may
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html">AWS::Lambda::Permission</a>
   */
  public record Permission(String functionName, String action, Caller caller) {}

  /**
   * Whom a statement allows something.
   *
   * @param principal for example {@code apigateway.amazonaws.com}
   * @param sourceArn what the caller's ARN must be like; may hold wildcards
   * @param sourceAccount the account that the caller must be in
   */
  public record Caller(
      String principal, Optional<String> sourceArn, Optional<String> sourceAccount) {}

  /**
   * A role.
   *
   * @param arn its ARN
   * @param trustPolicy who may assume it, as JSON
   * @param policy what it may do
   */
  public record Role(String arn, String trustPolicy, List<PolicyStatement> policy) {
    /** Copies the policy. */
    public Role {
      policy = List.copyOf(policy);
    }
  }
}
