package dev.wsemulator.internal.management;

import static dev.wsemulator.internal.management.ConnectionsEndpointTest.assertRefused;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role's policy has to say so that its function may call {@code @connections}. */
class PoliciesOfCallsTest {
  private static final String MANAGE = "execute-api:ManageConnections";
  private static final String API = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5";

  private static PolicyStatement allow(String action, String resource) {
    return new PolicyStatement(true, List.of(action), List.of(resource));
  }

  private static PolicyStatement deny(String action, String resource) {
    return new PolicyStatement(false, List.of(action), List.of(resource));
  }

  private static Rig rig(PolicyStatement... policy) {
    FunctionDefinition poster =
        FunctionDefinition.of("poster", (Object) Rig.OK).toBuilder()
            .policy(List.of(policy))
            .build();
    return new Rig()
        .echo()
        .stage(Stage.of("dev"))
        .stage(Stage.of("other"))
        .also(builder -> builder.function(poster))
        .start();
  }

  private static Answer call(Rig rig, String method, String id) throws Exception {
    return call(rig, "dev", method, id);
  }

  private static Answer call(Rig rig, String stage, String method, String id) throws Exception {
    String encoded = id.replace("=", "%3D");
    String canonical = "/%s/%%40connections/%s".formatted(stage, encoded);
    String signature = new Signer(AccessKey.of("poster")).headers(method, rig.url(), canonical, "");
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s /%s/@connections/%s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 0\r\n\r\n"
              .formatted(method, stage, encoded, rig.url().getAuthority(), signature));
    }
  }

  private static String denial(String method, String why) {
    return "{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/poster-role/poster is not"
        + " authorized to perform: execute-api:ManageConnections on resource:"
        + " arn:aws:execute-api:us-east-1:********9012:a1b2c3d4e5/dev/"
        + method
        + "/@connections/{connectionId} "
        + why
        + "\"}";
  }

  private static void assertDenied(Answer answer, String method) {
    assertRefused(answer, 403, "AccessDeniedException");
    String why = "because no identity-based policy allows the execute-api:ManageConnections action";
    assertThat(answer.body()).isEqualTo(denial(method, why));
  }

  @Aws({"IA-06", "REC-021"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        API + "/dev/GET/@connections/{connectionId}",
        API + "/dev/GET/@connections/*",
        API + "/dev/GET/*",
        API + "/dev/*",
        API + "/*",
        API + "/*/GET/@connections/*",
        API + "/dev/*/@connections/*",
        "arn:aws:execute-api:*:*:*/dev/*",
        "*"
      })
  void whatCoversThePathsTemplateAllows(String resource) throws Exception {
    try (Rig rig = rig(allow(MANAGE, resource));
        RawClient client = rig.open()) {
      assertThat(call(rig, "GET", rig.lastId()).status()).isEqualTo(200);
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  @Aws({"IA-06", "IA-08", "OB-116", "REC-015", "REC-018", "REC-019"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        API + "/dev/GET/@connections",
        API + "/dev/GET",
        API + "/dev/POST/@connections/*",
        API + "/other/*",
        API + "/other/GET/@connections/*",
        "arn:aws:execute-api:us-east-1:123456789012:f6g7h8i9j0/*",
        "arn:aws:execute-api:us-east-1:210987654321:a1b2c3d4e5/*",
        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/*",
        API
      })
  void whatDoesNotCoverItDoesNot(String resource) throws Exception {
    try (Rig rig = rig(allow(MANAGE, resource));
        RawClient client = rig.open()) {
      assertDenied(call(rig, "GET", rig.lastId()), "GET");
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  /** The stage is the one whose endpoint is called, and not the one that the client is on. */
  @Aws({"IA-06", "REC-014", "REC-018"})
  @Test
  void theStageOfTheEndpointCounts() throws Exception {
    try (Rig rig = rig(allow(MANAGE, API + "/other/*"));
        RawClient client = rig.open()) {
      assertThat(call(rig, "other", "GET", rig.lastId()).status()).isEqualTo(200);
      assertDenied(call(rig, "dev", "GET", rig.lastId()), "GET");
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  @Aws({"IA-06", "REC-017"})
  @ParameterizedTest
  @CsvSource({"GET, 200", "POST, 200", "DELETE, 204"})
  void eachVerbIsAllowedByItself(String allowed, int status) throws Exception {
    try (Rig rig = rig(allow(MANAGE, API + "/dev/" + allowed + "/@connections/*"));
        RawClient client = rig.open()) {
      for (String method : List.of("GET", "POST", "DELETE")) {
        if (!method.equals(allowed)) {
          assertDenied(call(rig, method, rig.lastId()), method);
        }
      }
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
      assertThat(call(rig, allowed, rig.lastId()).status()).isEqualTo(status);
    }
  }

  /** The id is known only after the start, so the policies of all that may come are tried. */
  @Aws({"IA-06", "REC-020"})
  @Test
  void theExactIdIsNotCovered() throws Exception {
    PolicyStatement[] all =
        Stream.of("gb", "gc", "gd", "ge", "h", "i")
            .map(start -> allow(MANAGE, API + "/dev/GET/@connections/" + start + "*"))
            .toArray(PolicyStatement[]::new);
    try (Rig rig = rig(all);
        RawClient client = rig.open()) {
      assertThat(rig.lastId()).matches("(g[b-e]|h|i).*");
      assertDenied(call(rig, "GET", rig.lastId()), "GET");
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  @Aws({"IA-06", "REC-016"})
  @Test
  void anExplicitDenyWinsAndSaysSo() throws Exception {
    PolicyStatement denial = deny(MANAGE, API + "/dev/POST/@connections/{connectionId}");
    try (Rig rig = rig(allow(MANAGE, "*"), denial);
        RawClient client = rig.open()) {
      Answer answer = call(rig, "POST", rig.lastId());
      assertRefused(answer, 403, "AccessDeniedException");
      assertThat(answer.body())
          .isEqualTo(denial("POST", "with an explicit deny in an identity-based policy"));
      assertThat(call(rig, "GET", rig.lastId()).status()).isEqualTo(200);
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  @Aws("IA-06")
  @ParameterizedTest
  @CsvSource({
    "execute-api:ManageConnections, 200",
    "EXECUTE-API:manageconnections, 200",
    "execute-api:*, 200",
    "execute-api:Manage*, 200",
    "*, 200",
    "execute-api:Invoke, 403",
    "execute-api:ManageConnection, 403",
    "s3:*, 403"
  })
  void theActionIsManageConnections(String action, int status) throws Exception {
    try (Rig rig = rig(allow(action, "*"));
        RawClient client = rig.open()) {
      assertThat(call(rig, "GET", rig.lastId()).status()).isEqualTo(status);
      client.text("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  @Aws("REC-011")
  @Test
  void theIdIsJudgedBeforeThePolicy() throws Exception {
    try (Rig rig = rig()) {
      Answer answer = call(rig, "POST", "AAAAAAAAAAAAAAA=");
      assertRefused(answer, 400, "BadRequestException");
      assertThat(answer.headers()).containsEntry("content-length", "52");
      assertThat(answer.body())
          .isEqualTo("{\"message\":\"Invalid connectionId: AAAAAAAAAAAAAAA=\"}");
    }
  }

  @Aws({"REC-012", "IA-11"})
  @Test
  void whoDoesNotSignIsRefusedAfterTheIdWasJudged() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open();
        RawClient http = RawClient.connect(rig.url())) {
      String post =
          "POST /dev/@connections/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1";
      Answer live = http.request(post.formatted(rig.lastId()));
      assertRefused(live, 403, "MissingAuthenticationTokenException");
      assertThat(live.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
      assertRefused(http.request(post.formatted("AAAAAAAAAAAAAAA=")), 400, "BadRequestException");
      client.text("still there");
      assertThat(client.read().payload()).isEqualTo(bytes("still there"));
    }
  }
}
