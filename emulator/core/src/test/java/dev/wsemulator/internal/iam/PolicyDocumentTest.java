package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.iam.PolicyDocument.Decision;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy document says of a request. */
class PolicyDocumentTest {
  private static final String ARN = "arn:aws:execute-api:us-east-1:1:a/dev/$connect";
  private static final Map<String, String> KEYS =
      Map.of(
          "aws:sourceip", "192.0.2.17",
          "aws:useragent", "Agent/1",
          "aws:currenttime", "2025-01-01T12:00:00Z",
          "aws:epochtime", "1735732800",
          "aws:securetransport", "true");

  private static Optional<PolicyDocument> parse(String statement) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement.replace('\'', '"') + "}";
    return Json.parse(text.getBytes(StandardCharsets.UTF_8)).flatMap(PolicyDocument::parse);
  }

  private static Decision decide(String statement) {
    return parse(statement).orElseThrow().decide("execute-api:Invoke", ARN, KEYS);
  }

  private static Decision decide(String effect, String condition) {
    return decide(
        "{'Effect':'%s','Action':'*','Resource':'*','Condition':%s}".formatted(effect, condition));
  }

  @Aws({"AU-14", "AU-16"})
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'Effect':'Allow','Action':'*','Resource':'*'} | ALLOWED",
        "[{'Effect':'Allow','Action':['a:b','execute-api:Invoke'],'Resource':['x','*']}] | ALLOWED",
        "[{'Effect':'Deny','Action':'*','Resource':'*'}] | DENIED",
        "[{'Effect':'Allow','Action':'a:*','Resource':'*'}] | NOT_ALLOWED",
        "[{'Effect':'Deny','Action':'a:*','Resource':'*'},"
            + "{'Effect':'Allow','Action':'*','Resource':'*'}] | ALLOWED",
        "[{'Effect':'Allow','NotAction':'a:*','Resource':'*'}] | ALLOWED",
        "[{'Effect':'Allow','NotAction':'execute-api:*','Resource':'*'}] | NOT_ALLOWED",
        "[{'Effect':'Allow','Action':'*','NotResource':'arn:aws:s3:*'}] | ALLOWED",
        "[{'Effect':'Allow','Action':'*','NotResource':'arn:*/$connect'}] | NOT_ALLOWED",
        "[{'Effect':'Allow','Action':'*','Resource':'ARN:*'}] | NOT_ALLOWED",
        "[] | NOT_ALLOWED"
      })
  void statementsAreAboutActionsAndResources(String statement, Decision decision) {
    assertThat(decide(statement)).isEqualTo(decision);
  }

  @Aws("AU-14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'StringEquals':{'aws:UserAgent':'Agent/1'}}",
        "{'StringEquals':{'AWS:useragent':['x','Agent/1']}}",
        "{'StringNotEquals':{'aws:UserAgent':'agent/1'}}",
        "{'StringNotEquals':{'aws:Absent':'x'}}",
        "{'StringEqualsIgnoreCase':{'aws:UserAgent':'AGENT/1'}}",
        "{'StringLike':{'aws:UserAgent':'Agent/*'}}",
        "{'StringNotLike':{'aws:UserAgent':'Other/*'}}",
        "{'StringEqualsIfExists':{'aws:Absent':'x'}}",
        "{'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}}",
        "{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','192.0.2.17']}}",
        "{'NotIpAddress':{'aws:SourceIp':'192.0.2.16/32'}}",
        "{'NotIpAddress':{'aws:SourceIp':'2001:db8::/32'}}",
        "{'NotIpAddress':{'aws:SourceIp':'::1/128'}}",
        "{'Bool':{'aws:SecureTransport':true}}",
        "{'Bool':{'aws:SecureTransport':'TRUE'}}",
        "{'NumericEquals':{'aws:EpochTime':1735732800}}",
        "{'NumericNotEquals':{'aws:EpochTime':'1'}}",
        "{'NumericLessThan':{'aws:EpochTime':1735732801}}",
        "{'NumericLessThanEquals':{'aws:EpochTime':1735732800}}",
        "{'NumericGreaterThan':{'aws:EpochTime':1}}",
        "{'NumericGreaterThanEquals':{'aws:EpochTime':1735732800}}",
        "{'DateEquals':{'aws:CurrentTime':'2025-01-01T13:00:00+01:00'}}",
        "{'DateNotEquals':{'aws:CurrentTime':'2025-01-01'}}",
        "{'DateLessThan':{'aws:CurrentTime':'2025-01-02'}}",
        "{'DateGreaterThan':{'aws:CurrentTime':'2024-12-31T23:59:59Z'}}",
        "{'DateGreaterThanEquals':{'aws:EpochTime':'2025-01-01T12:00:00Z'}}",
        "{'DateLessThanEquals':{'aws:CurrentTime':1735732800}}",
        "{'Null':{'aws:Absent':'true','aws:SourceIp':false}}",
        "{'ArnLike':{'aws:UserAgent':'Agent*'}}",
        "{}"
      })
  void aConditionThatHoldsLetsTheStatementSpeak(String condition) {
    assertThat(decide("Allow", condition)).isEqualTo(Decision.ALLOWED);
    assertThat(decide("Deny", condition)).isEqualTo(Decision.DENIED);
  }

  @Aws("AU-14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'StringEquals':{'aws:UserAgent':'agent/1'}}",
        "{'StringEquals':{'aws:Absent':'x'}}",
        "{'StringNotEquals':{'aws:UserAgent':['x','Agent/1']}}",
        "{'StringLike':{'aws:UserAgent':'agent/*'}}",
        "{'IpAddress':{'aws:SourceIp':'192.0.3.0/24'}}",
        "{'IpAddress':{'aws:SourceIp':'2001:db8::/32'}}",
        "{'NotIpAddress':{'aws:SourceIp':'0.0.0.0/0'}}",
        "{'Bool':{'aws:SecureTransport':'false'}}",
        "{'NumericLessThan':{'aws:EpochTime':1735732800}}",
        "{'DateLessThan':{'aws:CurrentTime':'2025-01-01T12:00:00Z'}}",
        "{'DateGreaterThan':{'aws:CurrentTime':'2025-01-01T12:00:00Z'}}",
        "{'Null':{'aws:SourceIp':'true'}}",
        "{'StringEquals':{'aws:UserAgent':'Agent/1','aws:Absent':'x'}}",
        "{'Bool':{'aws:SecureTransport':true},'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}"
      })
  void aConditionThatDoesNotHoldSilencesTheStatement(String condition) {
    assertThat(decide("Allow", condition)).isEqualTo(Decision.NOT_ALLOWED);
    assertThat(decide("Deny", condition)).isEqualTo(Decision.NOT_ALLOWED);
  }

  /** What is not understood never opens a door, and never takes a denial back. */
  @Aws("AU-14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'BinaryEquals':{'aws:UserAgent':'QQ=='}}",
        "{'StringNotSomething':{'aws:Absent':'x'}}",
        "{'ForAllValues:StringEquals':{'aws:TagKeys':'x'}}",
        "{'ForAnyValue:StringNotEquals':{'aws:TagKeys':'x'}}",
        "{'NotStringEquals':{'aws:UserAgent':'x'}}",
        "{'IfExists':{'aws:Absent':'x'}}",
        "{'NotIpAddress':{'aws:SourceIp':'localhost'}}",
        "{'NotIpAddress':{'aws:SourceIp':'192.0.2.0/33'}}",
        "{'NotIpAddress':{'aws:SourceIp':'192.0.2'}}",
        "{'NumericNotEquals':{'aws:EpochTime':'many'}}",
        "{'DateNotEquals':{'aws:CurrentTime':'yesterday'}}",
        "{'DateNotEquals':{'aws:CurrentTime':''}}"
      })
  void aConditionThatIsNotUnderstoodIsHeldAgainstTheClient(String condition) {
    assertThat(decide("Allow", condition)).isEqualTo(Decision.NOT_ALLOWED);
    assertThat(decide("Deny", condition)).isEqualTo(Decision.DENIED);
  }

  @Aws("AU-13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x'",
        "null",
        "7",
        "['x']",
        "[[]]",
        "[{}]",
        "[{'Effect':'allow','Action':'*','Resource':'*'}]",
        "[{'effect':'Allow','action':'*','resource':'*'}]",
        "[{'Effect':'Allow','Action':'*'}]",
        "[{'Effect':'Allow','Resource':'*'}]",
        "[{'Effect':'Allow','Action':[],'Resource':'*'}]",
        "[{'Effect':'Allow','Action':[7],'Resource':'*'}]",
        "[{'Effect':'Allow','Action':'*','Resource':{'a':'*'}}]",
        "[{'Effect':'Allow','Action':'*','NotAction':'a:*','Resource':'*'}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','NotResource':'x'}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Surprise':1}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':'x'}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':null}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':'x'}}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':['x']}}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a':{'b':1}}}}]",
        "[{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Allow'}]"
      })
  void anythingElseIsNoPolicy(String statement) {
    assertThat(parse(statement)).isEmpty();
  }

  @Aws("AU-13")
  @Test
  void aDocumentWithoutStatementsIsNoPolicy() {
    assertThat(Json.parse("{\"Version\":\"2012-10-17\"}".getBytes(StandardCharsets.UTF_8)))
        .isPresent()
        .hasValueSatisfying(json -> assertThat(PolicyDocument.parse(json)).isEmpty());
  }
}
