package dev.wsemulator.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogFormatTest {
  private static final String ID = "$context.requestId ";

  private static String render(String format, RequestRecord request) {
    return AccessLogFormat.compile(ID + format).render(request).substring("GWH6= ".length());
  }

  @Aws("LG-01")
  @ParameterizedTest
  @ValueSource(
      strings = {"", "$context.status", "$context.requestIdentity", "requestId", "$input.body"})
  void aFormatWithoutAnIdOfTheRequestIsRefused(String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessLogFormat.compile(format))
        .withMessage(
            "The following errors are found in Access Log Format: Access Log format must include"
                + " either $context.requestId or $context.extendedRequestId : '%s'",
            format);
  }

  @Aws("LG-01")
  @ParameterizedTest
  @ValueSource(strings = {"$context.requestId", "<$context.extendedRequestId/>"})
  void eitherIdOfTheRequestWillDo(String format) {
    assertThat(AccessLogFormat.compile(format).render(Records.bare())).contains("GWH6=");
  }

  @Aws("LG-01")
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n$context.status"})
  void aFormatOfSeveralLinesIsRefused(String more) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessLogFormat.compile(ID + more))
        .withMessageContaining("Access Log format must be single line");
  }

  @Aws("LG-01")
  @Test
  void aFormatMayHaveThreeKilobytesAndNoMore() {
    String longest = ID + "x".repeat(3072 - ID.length());

    assertThat(AccessLogFormat.compile(longest).render(Records.bare())).endsWith("xxx");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessLogFormat.compile(longest + "x"))
        .withMessageContaining("3073 characters, but at most 3072");
  }

  @Aws("LG-03")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$context.messageId",
        "$context.error.message",
        "$context.error.messageString",
        "$context.integration.status",
        "$context.integrationLatency",
        "$context.authorizer.principalId",
        "$context.authorizer.tenant",
        "$context.authorizer.error",
        "$context.authenticate.status",
        "$context.waf.latency",
        "$context.identity.userAgent",
        "$context.identity.userArn"
      })
  void aVariableThatIsUnsetIsWrittenAsAHyphen(String variable) {
    assertThat(render(variable + ";", Records.bare())).isEqualTo("-;");
  }

  @Aws("LG-09")
  @ParameterizedTest
  @ValueSource(strings = {"disconnectStatusCode", "disconnectReason", "httpMethod"})
  void aVariableThatAwsDoesNotListHasNoValue(String name) {
    assertThat(render("$context." + name, Records.full())).isEqualTo("-");
  }

  @Aws({"LG-04", "LG-05", "LG-06", "TM-03", "TM-04"})
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "apiId, abc123",
        "stage, prod",
        "domainName, localhost:3010",
        "connectionId, L0SM9cOFvHcCIhw=",
        "connectedAt, 1547557501637",
        "messageId, L0SM9=",
        "eventType, MESSAGE",
        "routeKey, sendmessage",
        "requestId, GWH6=",
        "extendedRequestId, EXT6=",
        "requestTime, 24/Nov/2026:01:48:03 +0000",
        "requestTimeEpoch, 1795484883000",
        "status, 502",
        "identity.sourceIp, 203.0.113.9",
        "identity.userAgent, Mozilla/5.0 (X11)",
        "identity.apiKey, key-value",
        "identity.apiKeyId, key-id",
        "identity.accountId, 123456789012",
        "identity.caller, AIDA:caller",
        "identity.user, AIDA:user",
        "identity.userArn, arn:aws:iam::1:u",
        "identity.cognitoAuthenticationProvider, idp",
        "error.message, Internal server error",
        "error.messageString, \"Internal server error\"",
        "error.responseType, INTEGRATION_FAILURE",
        "error.validationErrorString, [bad body]",
        "integrationErrorMessage, Malformed",
        "integrationLatency, 17",
        "awsEndpointRequestId, lambda-id",
        "authorizer.principalId, alice",
        "authorizer.tenant, blue",
        "authorizer.numKey, 1",
        "authorizer.x-y, z",
        "authorizer.error, authorizer failed",
        "authorizer.latency, 3",
        "authorizer.status, 500",
        "authorizer.integrationLatency, 4",
        "authorizer.integrationStatus, 200",
        "authorizer.requestId, auth-id",
        "authenticate.error, authenticate failed",
        "authenticate.latency, 1",
        "authenticate.status, 401",
        "authorize.error, authorize failed",
        "authorize.latency, 2",
        "authorize.status, 403",
        "waf.error, waf failed",
        "waf.latency, 5",
        "waf.status, 403"
      })
  void everyDocumentedVariableHasItsValue(String name, String value) {
    assertThat(render("[$context." + name + "]", Records.full())).isEqualTo("[" + value + "]");
  }

  @Aws({"LG-05", "LG-07", "LG-08", "REC-086"})
  @Test
  void ofTheDocumentedVariablesOnlyThoseOfTheIntegrationAreUnsetInARecordThatHasAll() {
    RequestRecord full = Records.full();

    assertThat(ContextVariable.documentedNames())
        .hasSize(51)
        .filteredOn(name -> ContextVariable.named(name).of(full) == null)
        .containsExactlyInAnyOrder(
            "integration.error",
            "integration.integrationStatus",
            "integration.latency",
            "integration.requestId",
            "integration.status",
            "integrationStatus");
  }

  @Test
  void jsonHasNumbersWhereTheFormatHasNoQuotes() {
    String line =
        AccessLogFormat.compile(
                "{\"requestId\":\"$context.requestId\",\"status\":$context.status,"
                    + "\"latency\":$context.integrationLatency,"
                    + "\"error\":$context.error.messageString}")
            .render(Records.full());

    Json json = Json.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(line)
        .isEqualTo(
            "{\"requestId\":\"GWH6=\",\"status\":502,\"latency\":17,"
                + "\"error\":\"Internal server error\"}");
    assertThat(json.child("status").orElseThrow().integer()).contains(502);
    assertThat(json.child("error").orElseThrow().string()).contains("Internal server error");
  }

  @Test
  void commonLogFormatCsvAndXmlKeepTheirPunctuation() {
    RequestRecord record = Records.bare();

    assertThat(
            render(
                "$context.identity.sourceIp $context.identity.caller $context.identity.user"
                    + " [$context.requestTime] \"$context.eventType $context.routeKey"
                    + " $context.connectionId\" $context.status",
                record))
        .isEqualTo(
            "203.0.113.9 - - [24/Nov/2026:01:48:03 +0000]"
                + " \"CONNECT $connect L0SM9cOFvHcCIhw=\" 200");
    assertThat(render("$context.apiId,$context.stage,$context.messageId,$context.status", record))
        .isEqualTo("abc123,prod,-,200");
    assertThat(
            render("<request id=\"$context.requestId\"><s>$context.status</s></request>", record))
        .isEqualTo("<request id=\"GWH6=\"><s>200</s></request>");
  }

  @Test
  void punctuationAfterAVariableIsNotPartOfItsName() {
    assertThat(render("$context.status. $context.apiId-$context.stage-", Records.bare()))
        .isEqualTo("200. abc123-prod-");
  }

  @Test
  void dollarsThatAreNoVariablesStay() {
    assertThat(render("$$context.status $ $context $context. 5$", Records.bare()))
        .isEqualTo("$200 $ $context $context. 5$");
  }
}
