package dev.wsemulator.internal.function.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
  private static final URI EMULATOR = URI.create("http://127.0.0.1:3010");
  private static final AwsEndpoints ENDPOINTS =
      new AwsEndpoints(
          EMULATOR,
          Map.of(
              "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000",
              "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9000",
              "AWS_ACCESS_KEY_ID", "test"));
  private static final Egress EGRESS =
      egress(
          new Egress.Rules(
              ENDPOINTS.services(),
              null,
              Set.of("sns"),
              Map.of(
                  "api.example.com", URI.create("http://localhost:8000/api/"),
                  "sqs.us-east-1.amazonaws.com", URI.create("http://localhost:9324"))));

  private static Egress egress(Egress.Rules rules) {
    return new Egress(
        rules, new Egress.ServedHosts(EMULATOR, "chat"::equals, "ws.example.com"::equals));
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.execute-api.us-east-1.amazonaws.com/dev, http://127.0.0.1:3010/chat/dev",
    "https://ws.example.com/v1/%40connections/a, http://127.0.0.1:3010/ws.example.com/v1/%40connections/a",
    "https://127.0.0.1:3010/dev/a%3D, http://127.0.0.1:3010/dev/a%3D",
    "https://localhost:3010/dev, http://127.0.0.1:3010/dev",
    "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/, http://127.0.0.1:3010/2015-03-31/functions/",
    "https://sts.amazonaws.com, http://127.0.0.1:3010",
    "https://dynamodb.eu-west-1.amazonaws.com:443/, http://127.0.0.1:9000/",
    "https://s3.us-east-1.amazonaws.com/photos/a%20b, http://127.0.0.1:9000/photos/a%20b",
    "https://photos.s3.us-east-1.amazonaws.com/a%20b, http://127.0.0.1:9000/photos/a%20b",
    "https://api.example.com/v2/x, http://localhost:8000/api/v2/x",
    "https://sqs.us-east-1.amazonaws.com/, http://localhost:9324/"
  })
  void aCallLeadsToWhatIsEmulatedOrMapped(URI call, URI destination) {
    assertThat(EGRESS.apply(call)).isEqualTo(destination);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.us-east-1.amazonaws.com/",
        "https://example.com/",
        "http://127.0.0.1:9000/photos",
        "http://localhost:8000/"
      })
  void otherCallsAndAllowedOnesGoWhereTheyAreSent(URI call) {
    assertThat(EGRESS.apply(call)).isEqualTo(call);
  }

  @Test
  void aServiceThatIsNotEmulatedIsRefusedByASentence() {
    assertThatThrownBy(() -> EGRESS.apply(URI.create("https://kms.eu-west-1.amazonaws.com/")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "The emulator has no AWS service \"kms\" (kms.eu-west-1.amazonaws.com); it has"
                + " apigateway, dynamodb, execute-api, iam, lambda, logs, s3, sts. To reach AWS"
                + " itself, start with --allow-aws kms; to use something else, with --map"
                + " kms.eu-west-1.amazonaws.com=URL; in Java, builder.allowAws(\"kms\") and"
                + " builder.map(\"kms.eu-west-1.amazonaws.com\", url).");
  }

  @Test
  void anApiOfSomebodyElseIsRefusedByASentence() {
    URI call = URI.create("https://other.execute-api.us-east-1.amazonaws.com/prod");
    assertThatThrownBy(() -> EGRESS.apply(call))
        .hasMessageStartingWith("There is no API \"other\" in the emulator")
        .hasMessageContaining("--allow-aws execute-api");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v2/x, http://localhost:8000/api/v2/x",
    "https://127.0.0.1:3010/dev, https://127.0.0.1:3010/dev",
    "https://sns.us-east-1.amazonaws.com/, https://sns.us-east-1.amazonaws.com/",
    "https://example.com/, https://example.com/"
  })
  void callsWithoutAnSdkAreMapped(URI call, URI destination) {
    assertThat(EGRESS.withoutSdk(call)).isEqualTo(destination);
  }

  @Test
  void aCallOfAwsWithoutAnSdkIsRefusedByASentence() {
    URI kms = URI.create("https://kms.eu-west-1.amazonaws.com/");
    assertThatThrownBy(() -> EGRESS.withoutSdk(kms)).hasMessageContaining("--allow-aws kms");
    URI posted = URI.create("https://chat.execute-api.us-east-1.amazonaws.com/dev");
    assertThatThrownBy(() -> EGRESS.withoutSdk(posted))
        .hasMessage(
            "A call of chat.execute-api.us-east-1.amazonaws.com that no AWS SDK makes is not led to"
                + " the emulator, as a signature would not hold there. Send it to"
                + " http://127.0.0.1:3010/chat/dev, signed for that host.");
  }

  @Test
  void theKeysOfAUserPoolAreHereAndNothingElseOfItIs() {
    String pool = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1b2c3d4e";
    URI keys = URI.create(pool + "/.well-known/jwks.json");
    URI here = URI.create("http://127.0.0.1:3010/eu-west-1_a1b2c3d4e/.well-known/jwks.json");
    assertThat(EGRESS.apply(keys)).isEqualTo(here);
    assertThat(EGRESS.withoutSdk(keys)).isEqualTo(here);
    assertThat(EGRESS.route(keys).kind()).isEqualTo(Egress.Route.Kind.EMULATOR);
    URI call = URI.create("https://cognito-idp.eu-west-1.amazonaws.com/");
    assertThatThrownBy(() -> EGRESS.apply(call))
        .hasMessageStartingWith(
            "Of user pools (cognito-idp.eu-west-1.amazonaws.com) the emulator has the keys only,"
                + " and tokens: the command token prints one, in Java emulator.userPool(…) has"
                + " them. To reach AWS itself, start with --allow-aws cognito-idp;");
  }

  @Test
  void theKeysOfAUserPoolAreElsewhereIfTheUserSaysSo() {
    String host = "cognito-idp.eu-west-1.amazonaws.com";
    URI keys = URI.create("https://" + host + "/eu-west-1_a/.well-known/jwks.json");
    Egress allowed = egress(new Egress.Rules(Map.of(), null, Set.of("cognito-idp"), Map.of()));
    assertThat(allowed.apply(keys)).isEqualTo(keys);
    assertThat(allowed.isIssuer(keys)).isFalse();
    URI other = URI.create("http://localhost:9000");
    Egress mapped = egress(new Egress.Rules(Map.of(), null, Set.of(), Map.of(host, other)));
    assertThat(mapped.apply(keys).getAuthority()).isEqualTo("localhost:9000");
    assertThat(mapped.isIssuer(keys)).isFalse();
    Egress everything =
        egress(new Egress.Rules(Map.of(), URI.create("http://127.0.0.1:4566"), Set.of(), Map.of()));
    assertThat(everything.apply(keys).getPort()).isEqualTo(3010);
    assertThat(everything.apply(URI.create("https://" + host + "/")).getPort()).isEqualTo(4566);
  }

  @Test
  void aBackEndThatHasEverythingGetsWhatIsNotAllowed() {
    URI everything = URI.create("http://127.0.0.1:4566");
    Egress egress = egress(new Egress.Rules(Map.of(), everything, Set.of("sns"), Map.of()));
    URI kms = URI.create("https://kms.eu-west-1.amazonaws.com/");
    URI sns = URI.create("https://sns.eu-west-1.amazonaws.com/");
    assertThat(egress.apply(kms)).isEqualTo(URI.create("http://127.0.0.1:4566/"));
    assertThat(egress.apply(sns)).isEqualTo(sns);
  }

  @Test
  void functionsHaveAVariableForEachServiceThatIsThere() {
    assertThat(ENDPOINTS.environment(Set.of("dynamodb")))
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000")
        .containsEntry("AWS_ACCESS_KEY_ID", "test")
        .containsEntry("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:3010")
        .containsEntry("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:3010")
        .doesNotContainKeys("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB");
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.execute-api.us-east-1.amazonaws.com/dev, EMULATOR",
    "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/, EMULATOR",
    "https://sts.amazonaws.com/, EMULATOR",
    "https://photos.s3.us-east-1.amazonaws.com/a, BACK_END",
    "https://api.example.com:443/v2, BACK_END",
    "https://sqs.us-east-1.amazonaws.com/, BACK_END",
    "https://sns.us-east-1.amazonaws.com/, ELSEWHERE",
  })
  void theFrontDoorServesOrPassesOnWhatIsForOtherHosts(URI call, Egress.Route.Kind kind) {
    URI url = kind == Egress.Route.Kind.BACK_END ? EGRESS.apply(call) : call;
    assertThat(EGRESS.concerns(call.getRawAuthority())).isTrue();
    assertThat(EGRESS.route(call)).isEqualTo(new Egress.Route(kind, url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kms.us-east-1.amazonaws.com", "other.execute-api.us-east-1.amazonaws.com"})
  void theFrontDoorRefusesWhatIsNotThere(String host) {
    assertThat(EGRESS.concerns(host)).isTrue();
    assertThat(EGRESS.intercepts(host)).isTrue();
    assertThatThrownBy(() -> EGRESS.route(URI.create("https://" + host + "/")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3010, false",
    "localhost, false",
    "example.com:443, false",
    "claws.example.com, false",
    "sns.us-east-1.amazonaws.com:443, false",
    "ws.example.com:443, true",
    "API.example.com:443, true",
    "S3.amazonaws.com:443, true",
    "s3.cn-north-1.amazonaws.com.cn, true",
    "s3.eu-west-1.api.aws, true",
    "chat.execute-api.us-east-1.amazonaws.com, true",
  })
  void tunnelsToAwsAndToMappedHostsEndHere(String authority, boolean isIntercepted) {
    assertThat(EGRESS.intercepts(authority)).isEqualTo(isIntercepted);
  }

  @Test
  void anAllowedServiceDoesNotHideTheEmulatorsOwnApis() {
    Egress allowing =
        egress(
            new Egress.Rules(ENDPOINTS.services(), null, Set.of("execute-api", "sts"), Map.of()));
    URI own = URI.create("https://chat.execute-api.us-east-1.amazonaws.com/dev");
    URI other = URI.create("https://other.execute-api.us-east-1.amazonaws.com/dev");
    URI sts = URI.create("https://sts.amazonaws.com/");
    assertThat(allowing.route(own).kind()).isEqualTo(Egress.Route.Kind.EMULATOR);
    assertThat(allowing.route(other).kind()).isEqualTo(Egress.Route.Kind.ELSEWHERE);
    assertThat(allowing.route(sts).kind()).isEqualTo(Egress.Route.Kind.ELSEWHERE);
    assertThat(allowing.intercepts(own.getAuthority())).isTrue();
    assertThat(allowing.intercepts(other.getAuthority())).isFalse();
  }
}
