package dev.wsemulator.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessLogTest {

  @Aws("LG-02")
  @Test
  void everyRequestHasOneLineInTheGroupOfItsStage() {
    HeldTarget target = new HeldTarget();
    AccessLogFormat format =
        AccessLogFormat.compile("$context.requestId $context.eventType $context.messageId");
    String arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/chat:*";

    try (LogOutput output = new LogOutput(List.of(target))) {
      AccessLog log = new AccessLog(format, arn, output);
      log.write(Records.bare());
      log.write(Records.full());
      assertThat(log.isOn()).isTrue();
    }

    assertThat(target.lines)
        .containsExactly("/aws/chat|GWH6= CONNECT -", "/aws/chat|GWH6= MESSAGE L0SM9=");
  }
}
