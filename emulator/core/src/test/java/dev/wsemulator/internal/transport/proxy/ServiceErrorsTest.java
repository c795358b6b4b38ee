package dev.wsemulator.internal.transport.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceErrorsTest {
  private static final String MESSAGE = "There is no \"x\" & <y>.";

  private static HttpRequest request(String name, String value, String query) {
    return new HttpRequest(
        "POST", "/", query, List.of(new HttpRequest.Header(name, value)), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Amz-Target: A.B|kms?|application/x-amz-json-1.1|{\"__type\":\"NotEmulatedException\",\"message\":\"There is no \\\"x\\\" & <y>.\"}",
        "Content-Type: application/x-amz-json-1.0|sqs?|application/x-amz-json-1.1|{\"__type\":",
        "Content-Type: application/json|polly?|application/json|{\"__type\":\"NotEmulatedException\",\"message\":",
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8|sns?|text/xml|<ErrorResponse><Error><Type>Sender</Type><Code>NotEmulatedException</Code><Message>There is no \"x\" &amp; &lt;y&gt;.</Message></Error><RequestId>",
        "Accept: */*|sns?Version=1&Action=ListTopics|text/xml|<ErrorResponse><Error>",
        "Accept: */*|route53?|text/xml|<ErrorResponse><Error>",
        "Content-Type: application/x-www-form-urlencoded|ec2?|text/xml|<Response><Errors><Error><Code>NotEmulatedException</Code><Message>",
        "Accept: */*|s3?|text/xml|<Error><Code>NotEmulatedException</Code><Message>",
      })
  void theErrorSpeaksTheProtocolOfTheRequest(
      String header, String serviceAndQuery, String type, String body) {
    String[] line = header.split(": ", 2);
    String[] target = serviceAndQuery.split("\\?", 2);
    HttpRequest request = request(line[0], line[1], target[1]);
    HttpResponse response = ServiceErrors.notEmulated(MESSAGE, request, target[0]);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers()).contains(new HttpRequest.Header("Content-Type", type));
    assertThat(new String(response.body(), UTF_8)).contains(body);
  }

  @Test
  void aMapOfCborHasTheCodeAndTheMessage() {
    HttpRequest request = request("smithy-protocol", "rpc-v2-cbor", "");
    HttpResponse response = ServiceErrors.notEmulated("é", request, "monitoring");
    assertThat(response.headers())
        .contains(new HttpRequest.Header("smithy-protocol", "rpc-v2-cbor"));
    assertThat(new String(response.body(), UTF_8).substring(4))
        .startsWith("__type")
        .contains("NotEmulatedException")
        .endsWith("é");
    assertThat(response.body()[0]).isEqualTo((byte) 0xa2);
    assertThat(response.body()).endsWith(0x79, 0, 2, 0xc3, 0xa9);
  }

  @Test
  void anUnknownApiIsForbiddenAsOnAws() {
    HttpResponse response =
        ServiceErrors.notEmulated(MESSAGE, request("Accept", "*/*", ""), "execute-api");
    assertThat(response.headers())
        .contains(new HttpRequest.Header("x-amzn-ErrorType", "ForbiddenException"));
  }
}
