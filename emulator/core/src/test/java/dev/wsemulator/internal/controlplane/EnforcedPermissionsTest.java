package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What API Gateway may invoke where permissions are enforced, of what calls define. */
class EnforcedPermissionsTest {
  private static final String IDS =
      "\"connectionId\":\"[\\w-]{18}==\", \"requestId\":\"[\\w-]{15}=\"}";
  private static final String ERROR = "\\{\"message\": \"Internal server error\", " + IDS;

  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private Caller caller;
  private JournalCursor journal;
  private String api;

  @BeforeEach
  void start() {
    LambdaFunction keeper =
        event -> {
          kept.incrementAndGet();
          return Rig.bytes("{\"statusCode\":200,\"body\":\"kept\"}");
        };
    LambdaFunction guard =
        event -> {
          asked.incrementAndGet();
          return Rig.bytes(
              "{\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}}");
        };
    caller =
        new Caller(
            WebSocketApiEmulator.builder()
                .isolated(false)
                .enforcePermissions(true)
                .function("Keeper", keeper)
                .function("Guard", guard)
                .start());
    api = caller.api("chat");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private String id() {
    return api.substring(api.lastIndexOf('/') + 1);
  }

  private void stage() {
    caller.create(api + "/stages", "{'stageName':'dev','autoDeploy':true}");
  }

  private void permit(String function, String sid, String more) {
    caller.create(
        "/2015-03-31/functions/%s/policy".formatted(function),
        "{'StatementId':'%s','Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com'%s}"
            .formatted(sid, more));
  }

  private void forbid(String function, String sid) {
    caller.delete("/2015-03-31/functions/%s/policy/%s".formatted(function, sid));
  }

  private void iam(String action, String name, String member, String document) {
    String form =
        "Action=%s&Version=2010-05-08&RoleName=%s&PolicyName=p&%s=%s"
            .formatted(action, name, member, URLEncoder.encode(document, StandardCharsets.UTF_8));
    assertThat(caller.query("iam", form).statusCode()).isEqualTo(200);
  }

  /** Creates a role that a service may assume, and that may or may not invoke functions. */
  private String role(String name, String trust, String effect) {
    iam("CreateRole", name, "AssumeRolePolicyDocument", trust);
    iam(
        "PutRolePolicy",
        name,
        "PolicyDocument",
        "{\"Statement\":{\"Effect\":\"%s\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"*\"}}"
            .formatted(effect));
    return "arn:aws:iam::123456789012:role/" + name;
  }

  private static String trust(String effect, String service) {
    return "{\"Statement\":[{\"Effect\":\"%s\",\"Principal\":{\"Service\":[\"%s\"]},\"Action\":\"sts:AssumeRole\"}]}"
        .formatted(effect, service);
  }

  private void route(String key, String credentials) {
    String integration =
        caller.create(
            api + "/integrations",
            "{'integrationType':'AWS_PROXY','integrationUri':'%s'%s}"
                .formatted(Caller.uri("Keeper"), credentials),
            "integrationId");
    String route =
        caller.create(
            api + "/routes",
            "{'routeKey':'%s','target':'integrations/%s'}".formatted(key, integration),
            "routeId");
    caller.create(api + "/routes/" + route + "/routeresponses", "{'routeResponseKey':'$default'}");
  }

  private void guarded(String credentials) {
    String guard =
        caller.create(
            api + "/authorizers",
            "{'name':'g','authorizerType':'REQUEST','authorizerUri':'%s'%s}"
                .formatted(Caller.uri("Guard"), credentials),
            "authorizerId");
    caller.create(
        api + "/routes",
        "{'routeKey':'$connect','authorizationType':'CUSTOM','authorizerId':'%s'}"
            .formatted(guard));
  }

  private Answer knock() throws Exception {
    try (RawClient client = RawClient.connect(caller.url(api, "dev"))) {
      return client.upgrade(caller.url(api, "dev"), "");
    }
  }

  private JournalCursor journal() {
    if (journal == null) {
      journal = caller.emulator().journal().cursor();
    }
    return journal;
  }

  private Reason why() {
    return journal()
        .next(JournalEntry.RequestEnded.class, Duration.ofSeconds(20), entry -> entry.why() != null)
        .why();
  }

  private void assertRefused(Answer answer, String message) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).matches("\\{\"message\": \"" + message + "\", " + IDS);
  }

  @Aws({"REC-052", "AU-13"})
  @Test
  void anAuthorizerWithoutPermissionMeans500UntilItIsRestored() throws Exception {
    guarded("");
    stage();
    permit("Guard", "a", "");
    assertThat(knock().status()).isEqualTo(101);
    forbid("Guard", "a");
    for (int i = 0; i < 3; i++) {
      assertRefused(knock(), "");
    }
    assertThat(asked).hasValue(1);
    permit("Guard", "b", ",'SourceArn':'arn:aws:execute-api:*:*:%s/authorizers/*'".formatted(id()));
    assertThat(knock().status()).isEqualTo(101);
    assertThat(asked).hasValue(2);
  }

  @Test
  void anAuthorizerWithoutPermissionSaysWhatToAdd() throws Exception {
    guarded("");
    stage();
    permit("Guard", "a", ",'SourceArn':'arn:aws:execute-api:us-east-1:123456789012:other/*'");
    assertRefused(knock(), "");
    Reason why = caller.emulator().journal().entries(JournalEntry.Handshake.class).get(0).why();
    assertThat(why.code()).isEqualTo("no-invoke-permission");
    assertThat(why.what()).isEqualTo("API Gateway may not invoke the function Guard.");
    assertThat(why.expected())
        .startsWith(
            "The function's policy must allow lambda:InvokeFunction to apigateway.amazonaws.com for"
                + " arn:aws:execute-api:us-east-1:123456789012:%s/authorizers/".formatted(id()));
    assertThat(why.found())
        .isEqualTo(
            "Its policy allows: lambda:InvokeFunction to apigateway.amazonaws.com on Guard for"
                + " arn:aws:execute-api:us-east-1:123456789012:other/*.");
    assertThat(why.advice())
        .contains("AWS::Lambda::Permission with FunctionName Guard")
        .contains("SourceArn arn:aws:execute-api:us-east-1:123456789012:%s/*,".formatted(id()));
  }

  @Aws("REC-053")
  @ParameterizedTest
  @CsvSource({
    "Deny, apigateway.amazonaws.com, 500, 0",
    "Allow, lambda.amazonaws.com, 500, 0",
    "Allow, apigateway.amazonaws.com, 101, 1"
  })
  void anAuthorizersRoleMustTrustApiGateway(String effect, String service, int status, int calls)
      throws Exception {
    String role = role("invoker", trust(effect, service), "Allow");
    guarded(",'authorizerCredentialsArn':'" + role + "'");
    stage();
    Answer answer = knock();
    assertThat(answer.status()).isEqualTo(status);
    if (status == 500) {
      assertRefused(answer, "");
    }
    assertThat(asked).hasValue(calls);
  }

  @Aws("REC-053")
  @ParameterizedTest
  @CsvSource({"aws:SourceArn, arn:aws:execute-api:*", "aws:SourceAccount, 123456789012"})
  void aRoleIsAssumedWithoutASource(String key, String value) throws Exception {
    String trust =
        trust("Allow", "apigateway.amazonaws.com")
            .replace(
                "\"Action\"",
                "\"Condition\":{\"StringLike\":{\"%s\":\"%s\"}},\"Action\"".formatted(key, value));
    guarded(",'authorizerCredentialsArn':'" + role("invoker", trust, "Allow") + "'");
    stage();
    assertRefused(knock(), "");
    Reason why = caller.emulator().journal().entries(JournalEntry.Handshake.class).get(0).why();
    assertThat(why.code()).isEqualTo("role-not-trusted");
    assertThat(why.advice()).contains("AssumeRolePolicyDocument");
    assertThat(asked).hasValue(0);
  }

  @Aws({"REC-081", "LP-10"})
  @ParameterizedTest
  @CsvSource({
    "no credentials, no-invoke-permission",
    "empty, no-invoke-permission",
    "role that denies, role-not-allowed",
    "role that trusts only Lambda, role-not-trusted"
  })
  void aFunctionThatMayNotBeInvokedIsNotCalled(String credentials, String code) throws Exception {
    route(
        "$default",
        switch (credentials) {
          case "no credentials" -> "";
          case "empty" -> ",'credentialsArn':''";
          case "role that denies" ->
              credentials(trust("Allow", "apigateway.amazonaws.com"), "Deny");
          default -> credentials(trust("Allow", "lambda.amazonaws.com"), "Allow");
        });
    stage();
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      client.text("hello");
      RawClient.Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(RawClient.TEXT);
      assertThat(frame.text()).matches(ERROR);
      Reason why = why();
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.what()).isEqualTo("API Gateway may not invoke the function Keeper.");
      assertThat(why.advice()).startsWith("Add to ");
      client.text("still open");
      assertThat(client.read().text()).matches(ERROR);
    }
    assertThat(kept).hasValue(0);
  }

  private String credentials(String trust, String effect) {
    return ",'credentialsArn':'" + role("invoker", trust, effect) + "'";
  }

  @Aws("REC-034")
  @Test
  void aConnectThatMayNotBeInvokedMeans500() throws Exception {
    route("$connect", "");
    stage();
    assertRefused(knock(), "Internal server error");
    assertThat(kept).hasValue(0);
  }

  @Aws("REC-082")
  @Test
  void aGoodRoleIsEnoughToInvokeFunctions() throws Exception {
    String credentials = credentials(trust("Allow", "apigateway.amazonaws.com"), "Allow");
    route("$connect", credentials);
    route("$default", credentials);
    stage();
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      assertThat(kept).hasValue(1);
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("kept");
    }
  }

  /** A permission may be for a route, an account, an alias or another service. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",'SourceArn':'arn:aws:execute-api:us-east-1:123456789012:API/dev/$default' | true",
        ",'SourceArn':'arn:aws:execute-api:us-east-1:123456789012:API/*/$default' | true",
        ",'SourceArn':'arn:aws:execute-api:us-east-1:123456789012:API/*/$connect' | false",
        ",'SourceArn':'arn:aws:execute-api:us-east-1:123456789012:API/prod/*' | false",
        ",'SourceAccount':'123456789012' | true",
        ",'SourceAccount':'210987654321' | false",
        ",'Principal':'s3.amazonaws.com' | false",
        ",'Action':'lambda:GetFunction' | false"
      })
  void aPermissionCountsForWhatItSays(String more, boolean allowed) throws Exception {
    route("$default", "");
    stage();
    String statement =
        "'StatementId':'a','Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com'";
    String name = more.substring(1, more.indexOf(':'));
    String changed =
        statement.contains(name)
            ? statement.replaceFirst(name + ":'[^']*'", more.substring(1))
            : statement + more;
    caller.create("/2015-03-31/functions/Keeper/policy", "{" + changed.replace("API", id()) + "}");
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      client.text("hello");
      assertThat(client.read().text()).matches(allowed ? "kept" : ERROR);
    }
  }
}
