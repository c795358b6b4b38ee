package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller is advised to do whose role does not let it post. */
class PolicyReasonsTest {
  private static final String ACTION = "execute-api:ManageConnections";
  private static final String RESOURCE =
      "arn:aws:execute-api:us-east-1:123456789012:abc/dev/POST/@connections/{connectionId}";

  private static String advice(String action, String resource) {
    PolicyStatement statement =
        new PolicyStatement(true, List.of(action), List.of("arn:aws:logs:*:*:*", resource));
    return PolicyReasons.notAllowed(
            new CallerPrincipal("key", "secret", "arn", List.of(statement)), ACTION, RESOURCE)
        .advice();
  }

  @ParameterizedTest
  @CsvSource({"execute-api:*, abc/*", "execute-api:ManageConnections, abc/dev/POST/@connections/*"})
  void whatIsAllowedInAnotherRegionSaysHowToStartInIt(String action, String path) {
    assertThat(advice(action, "arn:aws:execute-api:eu-west-1:123456789012:" + path))
        .startsWith("It allows the call in eu-west-1:")
        .contains("start with --parameter AWS::Region=eu-west-1;");
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, arn:aws:execute-api:eu-west-1:123456789012:abc/*",
    "execute-api:*, arn:aws:execute-api:eu-west-1:210987654321:abc/*",
    "execute-api:*, arn:aws:execute-api:*:123456789012:other/*",
    "execute-api:*, arn:aws:execute-api"
  })
  void whatIsAllowedInNoRegionIsForTheRole(String action, String resource) {
    assertThat(advice(action, resource)).isEqualTo("Change the policies of the caller's role.");
  }
}
