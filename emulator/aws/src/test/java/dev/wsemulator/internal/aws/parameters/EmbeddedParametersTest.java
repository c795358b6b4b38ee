package dev.wsemulator.internal.aws.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.JsonService;
import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedParametersTest {
  private static final Parameter GREETING = new Parameter("/chat/greeting", "String", "hello");
  private static final Parameter TOKEN = new Parameter("/chat/deep/token", "SecureString", "t0k");
  private static final Stack STACK =
      Stack.builder()
          .region("eu-central-1")
          .parameters(List.of(GREETING, TOKEN, new Parameter("plain", "StringList", "a,b")))
          .build();

  private final VirtualTime clock = new VirtualTime(Instant.parse("2026-01-31T12:00:00.5Z"));
  private final EmbeddedParameters parameters =
      new EmbeddedParameters(STACK, clock, Optional.empty());

  private AwsResponse call(String operation, String json) {
    return ((JsonService) parameters.handler())
        .answer(operation, json.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> answer(String operation, String json) {
    AwsResponse response = call(operation, json);
    assertThat(response.status()).as(new String(response.body())).isEqualTo(200);
    return AwsJson.read(response.body());
  }

  private List<?> names(String operation, String json) {
    return ((List<?>) answer(operation, json).get("Parameters"))
        .stream().map(one -> ((Map<?, ?>) one).get("Name")).toList();
  }

  @Test
  void aParameterIsShownAsByAws() {
    assertThat(answer("GetParameter", "{\"Name\":\"/chat/greeting\"}"))
        .isEqualTo(
            Map.of(
                "Parameter",
                Map.of(
                    "ARN", "arn:aws:ssm:eu-central-1:123456789012:parameter/chat/greeting",
                    "DataType", "text",
                    "LastModifiedDate", 1769860800.5,
                    "Name", "/chat/greeting",
                    "Type", "String",
                    "Value", "hello",
                    "Version", 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:ssm:eu-central-1:123456789012:parameter/chat/greeting, hello",
    "arn:aws:ssm:eu-central-1:123456789012:parameter/plain, 'a,b'",
    "/chat/greeting:1, hello",
  })
  void aParameterIsFoundByItsArnAndByItsVersion(String selector, String value) {
    assertThat(answer("GetParameter", "{\"Name\":\"" + selector + "\"}").toString())
        .contains("Value=" + value);
  }

  @Test
  void aSecureTextIsShownOnlyToWhoAsksForDecryption() {
    String name = "{\"Name\":\"/chat/deep/token\"";
    assertThat(answer("GetParameter", name + "}").toString()).doesNotContain("t0k");
    assertThat(answer("GetParameter", name + ",\"WithDecryption\":true}").toString())
        .contains("Value=t0k");
  }

  @Test
  void aPathYieldsWhatIsDirectlyBelowItOrAll() {
    assertThat(names("GetParametersByPath", "{\"Path\":\"/chat\"}"))
        .isEqualTo(List.of("/chat/greeting"));
    assertThat(names("GetParametersByPath", "{\"Path\":\"/chat/\",\"Recursive\":true}"))
        .isEqualTo(List.of("/chat/deep/token", "/chat/greeting"));
  }

  @Test
  void aLongListComesInPages() {
    Map<String, Object> first = answer("DescribeParameters", "{\"MaxResults\":2}");
    assertThat((List<?>) first.get("Parameters")).hasSize(2);
    assertThat(names("DescribeParameters", "{\"NextToken\":\"" + first.get("NextToken") + "\"}"))
        .isEqualTo(List.of("plain"));
  }

  @Test
  void severalNamesAreAnsweredWithThoseThatAreNotThere() {
    Map<String, Object> answer =
        answer("GetParameters", "{\"Names\":[\"plain\",\"none\",\"plain:7\"]}");
    assertThat((List<?>) answer.get("Parameters")).hasSize(1);
    assertThat(answer.get("InvalidParameters")).isEqualTo(List.of("none", "plain:7"));
  }

  @Test
  void aParameterIsWrittenAgainOnlyIfAskedAndHasANewVersionThen() {
    String put = "{\"Name\":\"plain\",\"Value\":\"c\"";
    assertThat(new String(call("PutParameter", put + "}").body()))
        .contains("ParameterAlreadyExists");
    assertThat(answer("PutParameter", put + ",\"Overwrite\":true}").get("Version")).isEqualTo(2);
    assertThat(answer("GetParameter", "{\"Name\":\"plain\"}").toString())
        .contains("Type=StringList", "Value=c");
    assertThat((List<?>) answer("GetParameterHistory", "{\"Name\":\"plain\"}").get("Parameters"))
        .hasSize(2);
  }

  @Test
  void deletedParametersAreGone() {
    assertThat(answer("DeleteParameters", "{\"Names\":[\"plain\",\"none\"]}"))
        .isEqualTo(
            Map.of("DeletedParameters", List.of("plain"), "InvalidParameters", List.of("none")));
    answer("DeleteParameter", "{\"Name\":\"/chat/greeting\"}");
    assertThat(call("GetParameter", "{\"Name\":\"/chat/greeting\"}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetParameter | {} | 400 | ValidationException",
        "GetParameter | {\"Name\":\"none\"} | 400 | \"__type\":\"ParameterNotFound\",\"message\":\"\"",
        "GetParameter | {\"Name\":\"plain:9\"} | 400 | could not find version 9 of plain",
        "GetParameter | {\"Name\":7} | 400 | SerializationException",
        "GetParameter | [] | 400 | SerializationException",
        "GetParameters | {\"Names\":[]} | 400 | ValidationException",
        "GetParametersByPath | {\"Path\":\"chat\"} | 400 | must begin with a forward slash",
        "GetParametersByPath | {\"Path\":\"/\",\"NextToken\":\"x\"} | 400 | InvalidNextToken",
        "PutParameter | {\"Name\":\"n\",\"Value\":\"v\",\"Type\":\"Text\"} | 400 | enum value set",
        "DeleteParameter | {\"Name\":\"none\"} | 400 | ParameterNotFound",
        "LabelParameterVersion | {} | 501 | The operation LabelParameterVersion of Parameter Store is not emulated",
      })
  void badInputIsRefusedInTheWordsOfAws(String operation, String json, int status, String words) {
    AwsResponse response = call(operation, json);
    assertThat(response.status()).isEqualTo(status);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(words);
  }

  @Test
  void aLongTextIsRefused() {
    String put = "{\"Name\":\"n\",\"Value\":\"" + "x".repeat(4097) + "\"}";
    assertThat(new String(call("PutParameter", put).body())).contains("4096 characters");
  }

  @Test
  void aStackThatChangesChangesItsParameters() {
    Stack now =
        STACK.toBuilder()
            .parameters(List.of(new Parameter("/chat/greeting", "String", "hi"), TOKEN))
            .build();
    parameters.update(STACK, now);
    assertThat(answer("GetParameter", "{\"Name\":\"/chat/greeting\"}").toString())
        .contains("Value=hi", "Version=2");
    assertThat(call("GetParameter", "{\"Name\":\"plain\"}").status()).isEqualTo(400);
  }
}
