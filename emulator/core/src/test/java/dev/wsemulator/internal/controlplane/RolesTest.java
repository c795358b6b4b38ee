package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles and policies by calls of IAM, what they let functions do, and who calls by STS. */
class RolesTest {
  private static final String TRUST =
      "{'Statement':{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'lambda.amazonaws.com'}}}";
  private static final String POST =
      "{'Statement':[{'Effect':'Allow','Action':'execute-api:Manage*','Resource':'*'}]}";
  private static final String ARN = "arn:aws:iam::123456789012:policy/team/posts";

  @TempDir private Path folder;

  private String api;
  private String gone;
  private Caller caller = new Caller(WebSocketApiEmulator.builder().isolated(false).start());

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void theCallerIsTheOwnerOfTheAccount() {
    HttpResponse<String> answer =
        caller.query("sts", "Action=GetCallerIdentity&Version=2011-06-15");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml");
    assertThat(answer.body())
        .startsWith(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>")
        .contains("<Arn>arn:aws:iam::123456789012:root</Arn>", "<Account>123456789012</Account>");
  }

  @Test
  void aRoleIsCreatedChangedAndDeleted() {
    iam(
        "CreateRole",
        "RoleName=a&Path=/team/&Description=x%3Cy",
        "AssumeRolePolicyDocument",
        TRUST);
    assertThat(iam("GetRole", "RoleName=a"))
        .contains(
            "<Arn>arn:aws:iam::123456789012:role/team/a</Arn>",
            "<Description>x&lt;y</Description>",
            "<AssumeRolePolicyDocument>%7B%22Statement%22",
            "<MaxSessionDuration>3600</MaxSessionDuration>");
    assertThat(iam("UpdateRole", "RoleName=a&MaxSessionDuration=7200&Description=z"))
        .contains("<UpdateRoleResult></UpdateRoleResult>");
    iam("UpdateAssumeRolePolicy", "RoleName=a", "PolicyDocument", TRUST.replace("lambda", "ec2"));
    iam("TagRole", "RoleName=a&Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=l");
    iam("UntagRole", "RoleName=a&TagKeys.member.1=l");
    assertThat(iam("GetRole", "RoleName=a"))
        .contains("<Description>z</Description>", "7200", "ec2.amazonaws.com")
        .contains("<Tags><member><Key>k</Key><Value>v</Value></member></Tags>");
    assertThat(iam("ListRoles", "")).contains("<RoleName>a</RoleName>");
    assertThat(iam("ListInstanceProfilesForRole", "RoleName=a")).contains("<InstanceProfiles>");
    iam("DeleteRole", "RoleName=a");
    assertError(caller.query("iam", "Action=GetRole&RoleName=a"), 404, "NoSuchEntity");
  }

  @Test
  void aRoleWithPoliciesIsNotDeleted() {
    iam("CreateRole", "RoleName=a", "AssumeRolePolicyDocument", TRUST);
    iam("PutRolePolicy", "RoleName=a&PolicyName=p", "PolicyDocument", POST);
    iam("AttachRolePolicy", "RoleName=a&PolicyArn=arn:aws:iam::aws:policy/Some");
    assertThat(iam("ListRolePolicies", "RoleName=a")).contains("<member>p</member>");
    assertThat(iam("GetRolePolicy", "RoleName=a&PolicyName=p")).contains("execute-api%3AManage%2A");
    assertThat(iam("ListAttachedRolePolicies", "RoleName=a"))
        .contains("<PolicyName>Some</PolicyName>");
    assertError(caller.query("iam", "Action=DeleteRole&RoleName=a"), 409, "DeleteConflict");
    iam("DetachRolePolicy", "RoleName=a&PolicyArn=arn:aws:iam::aws:policy/Some");
    assertError(caller.query("iam", "Action=DeleteRole&RoleName=a"), 409, "DeleteConflict");
    iam("DeleteRolePolicy", "RoleName=a&PolicyName=p");
    iam("DeleteRole", "RoleName=a");
  }

  @Test
  void aManagedPolicyHasUpToFiveVersions() {
    assertThat(iam("CreatePolicy", "PolicyName=posts&Path=/team/", "PolicyDocument", POST))
        .contains("<Arn>" + ARN + "</Arn>", "<DefaultVersionId>v1</DefaultVersionId>");
    String version = "PolicyArn=" + ARN + "&SetAsDefault=true";
    for (int i = 2; i <= 5; i++) {
      iam("CreatePolicyVersion", version, "PolicyDocument", POST.replace("Manage", "v" + i));
    }
    assertError(
        caller.query(
            "iam", "Action=CreatePolicyVersion&PolicyDocument=" + encoded(POST) + "&" + version),
        409,
        "LimitExceeded");
    assertThat(iam("GetPolicyVersion", "PolicyArn=" + ARN + "&VersionId=v5"))
        .contains("execute-api%3Av5", "<IsDefaultVersion>true</IsDefaultVersion>");
    assertError(caller.query("iam", "Action=DeletePolicy&PolicyArn=" + ARN), 409, "DeleteConflict");
    for (int i = 1; i <= 4; i++) {
      iam("DeletePolicyVersion", "PolicyArn=" + ARN + "&VersionId=v" + i);
    }
    assertThat(iam("ListPolicyVersions", "PolicyArn=" + ARN)).contains("v5").doesNotContain("v4");
    iam("CreateRole", "RoleName=a", "AssumeRolePolicyDocument", TRUST);
    iam("AttachRolePolicy", "RoleName=a&PolicyArn=" + ARN);
    assertThat(iam("GetPolicy", "PolicyArn=" + ARN))
        .contains("<AttachmentCount>1</AttachmentCount>");
    assertError(caller.query("iam", "Action=DeletePolicy&PolicyArn=" + ARN), 409, "DeleteConflict");
    iam("DetachRolePolicy", "RoleName=a&PolicyArn=" + ARN);
    iam("DeletePolicy", "PolicyArn=" + ARN);
  }

  @ParameterizedTest
  @CsvSource({
    "CreateRole, RoleName=a&AssumeRolePolicyDocument=%7B%7D, MalformedPolicyDocument, 400",
    "CreateRole, RoleName=a+b&AssumeRolePolicyDocument=TRUST, ValidationError, 400",
    "CreateRole, RoleName=a&Path=b&AssumeRolePolicyDocument=TRUST, ValidationError, 400",
    "CreatePolicy, PolicyName=a&PolicyDocument=TRUST, MalformedPolicyDocument, 400",
    "CreatePolicy, PolicyName=a&PolicyDocument=no+JSON, MalformedPolicyDocument, 400",
    "GetRole, RoleName=%00, ValidationError, 400",
    "GetRole, RoleName=nobody, NoSuchEntity, 404",
    "AttachRolePolicy, RoleName=nobody, NoSuchEntity, 404",
    "GetPolicy, PolicyArn=arn:aws:iam::123456789012:policy/none, NoSuchEntity, 404",
    "CreateUser, UserName=a, InvalidAction, 400",
    "'', '', InvalidAction, 400",
  })
  void whatIsWrongIsToldAsIamDoes(String action, String form, String code, int status) {
    String complete = "Action=" + action + "&" + form.replace("TRUST", encoded(TRUST));
    assertError(caller.query("iam", complete), status, code);
  }

  @Test
  void rulesThatCannotBeEvaluatedAreRefused() {
    iam("CreateRole", "RoleName=a", "AssumeRolePolicyDocument", TRUST);
    String conditional = POST.replace("'Resource'", "'Condition':{'Bool':{'a':'b'}},'Resource'");
    HttpResponse<String> answer =
        caller.query(
            "iam",
            "Action=PutRolePolicy&RoleName=a&PolicyName=p&PolicyDocument=" + encoded(conditional));
    assertError(answer, 400, "MalformedPolicyDocument");
    assertThat(answer.body()).contains("with Condition is not emulated");
    iam(
        "PutRolePolicy",
        "RoleName=a&PolicyName=p",
        "PolicyDocument",
        conditional.replace("execute-api:Manage", "s3:Get"));
  }

  /** The role is there again after a restart, and so is what it allows. */
  @Test
  @Aws({"IA-08", "REC-009"})
  void aFunctionMayPostIfItsRoleLetsItAtThatMoment() throws Exception {
    restart();
    iam("CreateRole", "RoleName=a", "AssumeRolePolicyDocument", TRUST);
    caller.create(
        "/2015-03-31/functions",
        FunctionsTest.definition("Hello", "greet", "moon", FunctionsTest.jar()));
    api = caller.api("chat");
    caller.route(api, "$default", "Hello");
    caller.create(api + "/stages", "{'stageName':'dev','autoDeploy':true}");
    gone = idOfOneWhoHasLeft();
    assertThat(statusOfPost()).isEqualTo(403);
    iam("PutRolePolicy", "RoleName=a&PolicyName=p", "PolicyDocument", POST);
    assertThat(statusOfPost()).isEqualTo(410);
    restart();
    assertThat(statusOfPost()).isEqualTo(410);
    iam("DeleteRolePolicy", "RoleName=a&PolicyName=p");
    assertThat(statusOfPost()).isEqualTo(403);

    iam("CreatePolicy", "PolicyName=posts&Path=/team/", "PolicyDocument", POST);
    iam("AttachRolePolicy", "RoleName=a&PolicyArn=" + ARN);
    assertThat(statusOfPost()).isEqualTo(410);
    iam(
        "CreatePolicyVersion",
        "SetAsDefault=true&PolicyArn=" + ARN,
        "PolicyDocument",
        POST.replace("Allow", "Deny"));
    assertThat(statusOfPost()).isEqualTo(403);
    iam("DetachRolePolicy", "RoleName=a&PolicyArn=" + ARN);
    iam(
        "AttachRolePolicy",
        "RoleName=a&PolicyArn=arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess");
    assertThat(statusOfPost()).isEqualTo(410);
  }

  private String idOfOneWhoHasLeft() throws IOException {
    RawClient.open(caller.url(api, "dev")).close();
    Journal journal = caller.emulator().journal();
    await().until(() -> !journal.entries(JournalEntry.Closed.class).isEmpty());
    return journal.entries(JournalEntry.Closed.class).get(0).connectionId();
  }

  private void restart() {
    caller.close();
    caller = new Caller(WebSocketApiEmulator.builder().isolated(false).state(folder).start());
  }

  /** Posts as the function to a connection that has ended: 410, unless the function may not. */
  private int statusOfPost() {
    String path = caller.url(api, "dev").getPath() + "/@connections/" + gone.replace("=", "%3D");
    URI url = caller.emulator().baseUrl().resolve(path);
    List<Header> host = List.of(new Header("Host", url.getAuthority()));
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    new RequestSigner(AccessKey.of("Hello"), "us-east-1")
        .headers(
            new dev.wsemulator.internal.http.HttpRequest("GET", path, "", host, new byte[0]),
            "execute-api",
            Instant.now())
        .forEach(header -> request.header(header.name(), header.value()));
    return Caller.send(request.GET()).statusCode();
  }

  private String iam(String action, String form) {
    HttpResponse<String> answer =
        caller.query("iam", "Action=%s&Version=2010-05-08&%s".formatted(action, form));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<" + action + "Response xmlns=");
    return answer.body();
  }

  private String iam(String action, String form, String name, String document) {
    return iam(action, form + "&" + name + "=" + encoded(document));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text.replace('\'', '"'), StandardCharsets.UTF_8);
  }

  private static void assertError(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .contains("<Error><Type>Sender</Type><Code>" + code + "</Code><Message>")
        .doesNotContain("\0");
  }
}
