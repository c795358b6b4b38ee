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
}
