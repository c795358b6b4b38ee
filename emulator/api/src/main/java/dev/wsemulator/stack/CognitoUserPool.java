package dev.wsemulator.stack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A user pool of Amazon Cognito, as far as it signs tokens. Immutable.
 *
 * @param poolId its id, such as {@code us-east-1_a1b2c3d4e}; the region stands before the
 *     underscore
 * @param logicalId its name in the template; may be empty
 * @param clients the app clients that its tokens are for
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html">AWS::Cognito::UserPool</a>
 */
public record CognitoUserPool(String poolId, String logicalId, List<AppClient> clients) {
  /** Copies the clients. */
  public CognitoUserPool {
    Objects.requireNonNull(poolId, "poolId");
    Objects.requireNonNull(logicalId, "logicalId");
    clients = List.copyOf(clients);
  }

  /**
   * An app client.
   *
   * @param clientId its id, the audience of identity tokens
   * @param logicalId its name in the template; may be empty
   * @param idToken how long identity tokens are valid
   * @param accessToken how long access tokens are valid
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html">AWS::Cognito::UserPoolClient</a>
   */
  public record AppClient(
      String clientId, String logicalId, Duration idToken, Duration accessToken) {
    /** How long tokens are valid if the client does not say. */
    public static final Duration LIFETIME = Duration.ofHours(1);
  }
}
