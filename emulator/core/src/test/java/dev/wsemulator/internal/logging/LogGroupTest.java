package dev.wsemulator.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogGroupTest {

  @Aws({"LG-12", "REC-093"})
  @Test
  void theExecutionLogHasAGroupForEachStage() {
    assertThat(LogGroup.ofExecution("abc123", "prod")).isEqualTo("/aws/apigateway/abc123/prod");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:logs:us-east-1:123456789012:log-group:/aws/chat, /aws/chat",
    "arn:aws:logs:us-east-1:123456789012:log-group:chat:*, chat",
    "chat, chat",
  })
  void aDestinationNamesAGroup(String arn, String group) {
    assertThat(LogGroup.ofArn(arn)).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/chat, aws_chat.log",
    "../../etc/passwd, etc_passwd.log",
    "C:\\x, C__x.log",
    "'', log.log",
    ".., log.log",
  })
  void aFileStaysInItsFolder(String group, String file) {
    assertThat(LogGroup.fileName(group)).isEqualTo(file);
  }
}
