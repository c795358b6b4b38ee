package dev.wsemulator.internal.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.Aws;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authorizer may want to see before it is asked. */
class IdentitySourceTest {
  @Aws("AU-11")
  @ParameterizedTest
  @CsvSource({
    "route.request.header.Auth-1, header, Auth-1",
    "route.request.querystring.a_b, querystring, a_b",
    "stageVariables.key, stageVariables, key",
    "context.identity.sourceIp, context, identity.sourceIp"
  })
  void theFourFormsAreTaken(String expression, String kind, String name) {
    assertThat(IdentitySource.parse(expression)).isEqualTo(new IdentitySource(kind, name));
  }

  @Aws({"AU-11", "CP-27"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$request.header.Auth",
        "method.request.header.Auth",
        "route.request.body.x",
        "route.request.header.",
        "route.request.header.a b",
        "route.request.header.$a",
        "Route.request.header.a",
        "route.request.header.a, route.request.header.b",
        "$context.identity.sourceIp"
      })
  void everyOtherFormIsRefusedInTheServicesWords(String expression) {
    assertThatThrownBy(() -> IdentitySource.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid request identity source expression: "
                + expression
                + ". The sources must be separated by comma, and each source must be either a"
                + " request parameter, matching"
                + " 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable,"
                + " matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching"
                + " 'context.[a-zA-Z0-9._-]+'");
  }

  @Aws("AU-11")
  @Test
  void anApiWithAMalformedSourceIsNotStarted() {
    assertThatThrownBy(() -> Door.answering("{}", "$request.header.Auth"))
        .hasMessageContaining("$request.header.Auth");
  }

  @Aws({"AU-09", "D-03", "D-19", "OB-30"})
  @ParameterizedTest
  @CsvSource({
    "route.request.header.Auth, '', ''",
    "route.request.header.Auth, Auth=x, ''",
    "route.request.header.Auth, '', 'Auth:'",
    "route.request.querystring.token, '', 'token: x'",
    "route.request.querystring.token, token=, ''",
    "route.request.querystring.token, Token=x, ''",
    "stageVariables.absent, '', ''",
    "stageVariables.empty, '', ''",
    "context.identity.userAgent, '', ''",
    "context.nothing.at.all, '', ''"
  })
  void aClientWithoutASourceIs401AndNobodyIsAsked(String source, String query, String header)
      throws Exception {
    Map<String, String> variables = Map.of("empty", "", "full", "x");
    try (Door door =
        new Door()
            .stage(stage -> stage.toBuilder().variables(variables).build())
            .guard(Answers.WELCOME, "context.connectionId", source)
            .start()) {
      var answer = door.knock(query, header.isEmpty() ? "" : header + "\r\n");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).startsWith("{\"message\": \"Unauthorized\", \"connectionId\":\"");
      assertThat(door.timesAsked()).isZero();
      assertThat(door.timesCalled()).isZero();
    }
  }

  @Aws({"AU-09", "AU-11", "OB-31"})
  @Test
  void aClientWithAllSourcesIsAskedAbout() throws Exception {
    try (Door door =
        new Door()
            .stage(stage -> stage.toBuilder().variables(Map.of("full", "x")).build())
            .guard(
                Answers.WELCOME,
                "route.request.header.Auth",
                "route.request.querystring.token",
                "stageVariables.full",
                "context.identity.sourceIp")
            .start()) {
      assertThat(door.knock("token=1", "aUTH: 2\r\n").status()).isEqualTo(101);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws("AU-10")
  @Test
  void withoutSourcesTheAuthorizerIsAlwaysAsked() throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME).start()) {
      assertThat(door.knock()).isEqualTo(101);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }
}
