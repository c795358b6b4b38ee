package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.testing.Aws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IA-06: who may manage connections. */
class PoliciesTest {
  private static final String ACTION = "execute-api:ManageConnections";
  private static final String RESOURCE =
      "arn:aws:execute-api:us-east-1:123456789012:abc/dev/POST/@connections/{connectionId}";

  private static PolicyStatement statement(boolean allow, String action, String resource) {
    return new PolicyStatement(allow, List.of(action), List.of(resource));
  }

  @Aws("IA-06")
  @Test
  void withoutAStatementNothingIsAllowed() {
    assertThat(Policies.allows(List.of(), ACTION, RESOURCE)).isFalse();
    assertThat(
            Policies.allows(
                List.of(new PolicyStatement(true, List.of(), List.of("*"))), ACTION, RESOURCE))
        .isFalse();
  }

  @Aws("IA-06")
  @ParameterizedTest
  @CsvSource({
    "*, *, true",
    "execute-api:*, arn:aws:execute-api:*:*:*/@connections/*, true",
    "EXECUTE-API:manageconnections, *, true",
    "execute-api:Manage?onnections, *, true",
    "execute-api:ManageConnections?, *, false",
    "execute-api:Invoke, *, false",
    "'', *, false",
    "*, arn:aws:execute-api:us-east-1:123456789012:abc/*/POST/@connections/*, true",
    "*, ARN:aws:execute-api:us-east-1:123456789012:abc/*, false",
    "*, arn:aws:execute-api:us-east-1:123456789012:ABC/*, false",
    "*, arn:aws:execute-api:us-east-1:123456789012:abc/dev/GET/*, false",
    "*, arn:aws:execute-api:us-east-1:123456789012:ab?/dev/*, true",
    "*, arn:aws:execute-api:us-east-1:123456789012:abc/dev, false",
    "*, a*/*/*/*/*/*/x, false"
  })
  void wildcardsAndCaseDecide(String action, String resource, boolean allowed) {
    assertThat(Policies.allows(List.of(statement(true, action, resource)), ACTION, RESOURCE))
        .isEqualTo(allowed);
  }

  @Aws("IA-06")
  @Test
  void anExplicitDenyWinsInAnyOrder() {
    PolicyStatement allow = statement(true, "*", "*");
    PolicyStatement deny = statement(false, "execute-api:Manage*", "*/POST/*");
    assertThat(Policies.allows(List.of(allow, deny), ACTION, RESOURCE)).isFalse();
    assertThat(Policies.allows(List.of(deny, allow), ACTION, RESOURCE)).isFalse();
    assertThat(Policies.allows(List.of(deny, allow), ACTION, RESOURCE.replace("POST", "GET")))
        .isTrue();
  }

  /** A pattern made to take exponential time is decided at once. */
  @Aws("IA-06")
  @Test
  void aPatternOfManyStarsIsDecidedAtOnce() {
    assertThat(Policies.matches("*a".repeat(200) + "b", "a".repeat(5000))).isFalse();
  }
}
