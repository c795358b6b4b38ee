package dev.wsemulator.internal.management;

import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call {@code @connections}. */
class SignedCallsTest {
  private static String canonical(Rig rig) {
    return "/dev/%40connections/" + rig.lastId().replace("=", "%3D");
  }

  private static Answer post(Rig rig, String headers, String body) throws Exception {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "POST /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(
                  rig.lastId().replace("=", "%3D"),
                  rig.url().getAuthority(),
                  headers,
                  bytes(body).length,
                  body));
    }
  }

  private static String sign(Rig rig, AccessKey key, String body) throws Exception {
    return new Signer(key).headers("POST", rig.url(), canonical(rig), body);
  }

  private static void assertRefused(Answer answer, String errorType) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).containsEntry("x-amzn-errortype", errorType);
  }

  private static String member(Answer answer, String name) {
    return Rig.at(Json.parse(bytes(answer.body())).orElseThrow(), name);
  }

  @Aws({"IA-06", "IA-07", "IA-10"})
  @Test
  void aSignedCallIsLetIn() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      assertThat(post(rig, sign(rig, AccessKey.OWNER, "hé"), "hé").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("hé");
    }
  }

  /** Names of headers are signed in lower case, values as they are sent, with single spaces. */
  @Aws("IA-06")
  @ParameterizedTest
  @CsvSource({
    "Content-Type, application/json, application/json",
    "CONTENT-TYPE, Application/JSON; Charset=UTF-8, Application/JSON; Charset=UTF-8",
    "content-type, TEXT/Plain;charset=Utf-8, TEXT/Plain;charset=Utf-8",
    "cOntent-tYpe, 'Text/HTML;   Charset=UTF-8  ', Text/HTML; Charset=UTF-8"
  })
  void aSignedContentTypeIsTakenInItsOwnLetterCase(String name, String sent, String signed)
      throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      String signature =
          new Signer(AccessKey.OWNER, signed).headers("POST", rig.url(), canonical(rig), "hi");
      Answer answer = post(rig, "%s: %s\r\n%s".formatted(name, sent, signature), "hi");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("hi");
    }
  }

  @Test
  void theKeyOfLocalToolsIsTheOwners() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      assertThat(post(rig, sign(rig, AccessKey.TEST, "hi"), "hi").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("hi");
      String session = "X-Amz-Security-Token: any\r\n" + sign(rig, AccessKey.TEST, "hi");
      assertThat(post(rig, session, "hi").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("hi");
    }
  }

  @Test
  void theKeyOfLocalToolsCanBeRefused() throws Exception {
    try (Rig rig = new Rig().also(builder -> builder.testKey(false)).echo().start();
        RawClient client = rig.open()) {
      String headers = sign(rig, AccessKey.TEST, "hi");
      assertRefused(post(rig, headers, "hi"), "UnrecognizedClientException");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  @Test
  void theJournalHasTheFunctionThatCalled() throws Exception {
    Rig made = new Rig().echo();
    AccessKey key = AccessKey.of(made.function("poster", Rig.OK));
    try (Rig rig = made.start();
        RawClient client = rig.open()) {
      post(rig, sign(rig, key, "one"), "one");
      post(rig, sign(rig, AccessKey.OWNER, "two"), "two");
      post(rig, "", "three");
      assertThat(rig.emulator().journal().entries(ConnectionsCall.class))
          .extracting(ConnectionsCall::functionName)
          .containsExactly("f-poster", null, null);
      client.text("undisturbed");
    }
  }

  /** SDKs sign by the machine's clock, whatever time it is for the emulator. */
  @Aws("IA-06")
  @Test
  void aSignedCallIsLetInWhateverTheEmulatorsClockSays() throws Exception {
    VirtualTime time = new VirtualTime();
    try (Rig rig = new Rig().time(time).echo().start();
        RawClient client = rig.open()) {
      time.advance(Duration.ofMinutes(9));
      assertThat(post(rig, sign(rig, AccessKey.OWNER, "keep"), "keep").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("keep");
    }
  }

  @Aws({"IA-11", "IA-07"})
  @Test
  void anUnsignedCallIsRefused() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      Answer answer = post(rig, "", "x");
      assertRefused(answer, "MissingAuthenticationTokenException");
      assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  @Aws("IA-07")
  @Test
  void anUnknownKeyIsRefused() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      String headers = sign(rig, AccessKey.of("somebody else"), "x");
      assertRefused(post(rig, headers, "x"), "UnrecognizedClientException");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  /** Headers that no signer writes. */
  @Aws("IA-07")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: \r\n",
        "Authorization: Bearer x\r\n",
        "Authorization: AWS4-HMAC-SHA256\r\n",
        "X-Amz-Date: yesterday\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e,"
            + " SignedHeaders=host, Signature="
            + "0000000000000000000000000000000000000000000000000000000000000000\r\n"
      })
  void aBrokenSignatureIsRefused(String headers) throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      assertThat(post(rig, headers, "x").status()).isEqualTo(403);
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  @Aws({"IA-09", "IA-10", "OB-115"})
  @Test
  void aWrongSecretIsToldWhatShouldHaveBeenSigned() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      AccessKey wrong = new AccessKey(AccessKey.OWNER.accessKeyId(), "wrong");
      Answer answer = post(rig, sign(rig, wrong, "x"), "x");
      assertRefused(answer, "InvalidSignatureException");
      assertThat(member(answer, "message"))
          .startsWith(
              "The request signature we calculated does not match the signature you provided. Check"
                  + " your AWS Secret Access Key and signing method. Consult the service"
                  + " documentation for details.\n\nThe Canonical String for this request should"
                  + " have been\n'POST\n"
                  + canonical(rig)
                  + "\n");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  /** The body is part of what is signed. */
  @Aws("IA-09")
  @Test
  void aChangedBodyIsRefused() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      assertRefused(post(rig, sign(rig, AccessKey.OWNER, "x"), "y"), "InvalidSignatureException");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  /** An endpoint that knows one key only has functions share it. */
  @Aws("IA-06")
  @Test
  void functionsThatShareAKeyHaveTheirOwnRoles() throws Exception {
    AccessKey shared = new AccessKey("test", "test");
    PolicyStatement other = new PolicyStatement(true, List.of("s3:*"), List.of("*"));
    FunctionDefinition poor =
        FunctionDefinition.of("poor", (Object) Rig.OK).toBuilder().policy(List.of(other)).build();
    try (Rig rig =
            new Rig()
                .echo()
                .also(builder -> builder.function(poor).backEnd(new OneKey(shared)))
                .start();
        RawClient client = rig.open()) {
      String named = "User-Agent: aws-sdk-java/2 app/%s lang/java\r\n";
      String ofPoor = named.formatted(AccessKey.of("poor").accessKeyId());
      String ofNobody = named.formatted(AccessKey.of("nobody").accessKeyId());
      assertRefused(post(rig, ofPoor + sign(rig, shared, "x"), "x"), "AccessDeniedException");
      assertThat(post(rig, ofNobody + sign(rig, shared, "y"), "y").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("y");
      assertThat(post(rig, sign(rig, shared, "z"), "z").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("z");
    }
  }

  private record OneKey(AccessKey key) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      return Map.of(
          "AWS_ACCESS_KEY_ID", key.accessKeyId(), "AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    }

    @Override
    public void close() {}
  }
}
