package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log groups are kept and shown by calls of CloudWatch Logs. */
class LogGroupsTest {
  private static final String ARN = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/a";

  @TempDir private Path folder;

  @Test
  void aGroupIsCreatedChangedKeptAndDeleted() {
    try (Caller caller = start()) {
      ok(caller, "CreateLogGroup", "{'logGroupName':'/aws/lambda/a','tags':{'k':'v'}}");
      ok(caller, "CreateLogGroup", "{'logGroupName':'b'}");
      ok(caller, "PutRetentionPolicy", "{'logGroupName':'/aws/lambda/a','retentionInDays':14}");
      ok(caller, "TagResource", "{'resourceArn':'%s','tags':{'l':'w'}}".formatted(ARN));
      ok(caller, "UntagResource", "{'resourceArn':'%s','tagKeys':['k']}".formatted(ARN));
    }
    try (Caller caller = start()) {
      assertThat(ok(caller, "DescribeLogGroups", "{'logGroupNamePrefix':'/aws'}"))
          .contains("\"arn\":\"" + ARN + ":*\"", "\"retentionInDays\":14")
          .doesNotContain("\"b\"", "_tags");
      assertThat(ok(caller, "ListTagsForResource", "{'resourceArn':'%s'}".formatted(ARN)))
          .isEqualTo("{\"tags\":{\"l\":\"w\"}}");
      assertThat(ok(caller, "DescribeLogGroups", "{'limit':1}"))
          .contains("nextToken")
          .doesNotContain("\"b\"");
      ok(caller, "DeleteRetentionPolicy", "{'logGroupName':'/aws/lambda/a'}");
      ok(caller, "DeleteLogGroup", "{'logGroupName':'b'}");
      assertThat(ok(caller, "DescribeLogGroups", "{}"))
          .contains("/aws/lambda/a")
          .doesNotContain("\"b\"", "retentionInDays");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CreateLogGroup, a, 0, ResourceAlreadyExistsException",
    "CreateLogGroup, a b, 0, InvalidParameterException",
    "DeleteLogGroup, none, 0, ResourceNotFoundException",
    "PutRetentionPolicy, none, 1, ResourceNotFoundException",
    "PutRetentionPolicy, a, 2, InvalidParameterException",
    "PutLogEvents, a, 0, UnknownOperationException",
  })
  void whatIsWrongIsToldAsOnAws(String operation, String name, int days, String type) {
    try (Caller caller = start()) {
      ok(caller, "CreateLogGroup", "{'logGroupName':'a'}");
      HttpResponse<String> answer =
          caller.logs(
              operation, "{'logGroupName':'%s','retentionInDays':%d}".formatted(name, days));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"__type\":\"" + type + "\",\"message\":");
    }
  }

  private Caller start() {
    return new Caller(WebSocketApiEmulator.builder().state(folder).start());
  }

  private static String ok(Caller caller, String operation, String body) {
    HttpResponse<String> answer = caller.logs(operation, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
