package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserPoolResourcesTest {
  @TempDir private Path folder;

  private Stack stack(String resources) {
    return TemplateFolder.in(folder).sam(TemplateFolder.ECHO + resources);
  }

  @Test
  void aPoolHasItsOwnClientsAndTheirLifetimes() {
    Stack stack =
        stack(
            """
              Users: {Type: AWS::Cognito::UserPool, Properties: {UsernameAttributes: [email]}}
              Others: {Type: AWS::Cognito::UserPool}
              Web:
                Type: AWS::Cognito::UserPoolClient
                Properties:
                  UserPoolId: !Ref Users
                  IdTokenValidity: 2
                  AccessTokenValidity: 15
                  TokenValidityUnits: {AccessToken: minutes}
              Phone: {Type: AWS::Cognito::UserPoolClient, Properties: {UserPoolId: !Ref Others}}
            """);
    CognitoUserPool users = stack.userPools().get(0);
    assertThat(users.logicalId()).isEqualTo("Users");
    assertThat(users.poolId()).matches("us-east-1_[0-9a-z]{9}");
    assertThat(users.clients())
        .singleElement()
        .satisfies(
            client -> {
              assertThat(client.clientId()).matches("[0-9a-z]{26}");
              assertThat(client)
                  .isEqualTo(
                      new AppClient(
                          client.clientId(), "Web", Duration.ofHours(2), Duration.ofMinutes(15)));
            });
    assertThat(stack.userPools().get(1).clients())
        .singleElement()
        .satisfies(client -> assertThat(client.accessToken()).isEqualTo(AppClient.LIFETIME));
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void triggersAreWarnedOfAsNoUserSignsIn() {
    assertThat(
            stack(
                    """
                      Users:
                        Type: AWS::Cognito::UserPool
                        Properties:
                          LambdaConfig: {PreSignUp: !GetAtt Echo.Arn}
                    """)
                .warnings())
        .singleElement()
        .asString()
        .endsWith(
            "Resources.Users.Properties.LambdaConfig has no effect here: the pool signs tokens"
                + " only, and runs no triggers.");
  }
}
