package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deployments take effect as late as on AWS, if that is asked for. */
class SlowDeploymentsTest {
  private static final Duration STEP = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();
  private final Caller caller =
      new Caller(
          WebSocketApiEmulator.builder()
              .isolated(false)
              .time(time)
              .function("Echo", Caller.answering("old"))
              .function("Other", Caller.answering("new"))
              .start());

  @AfterEach
  void close() {
    caller.close();
  }

  private static String asked(RawClient client) throws IOException {
    client.text("hello");
    return client.read().text();
  }

  private String deployed() {
    String api = caller.api("chat");
    caller.route(api, "$default", "${stageVariables.who}");
    caller.create(api + "/stages", "{'stageName':'prod','stageVariables':{'who':'Echo'}}");
    caller.create(api + "/deployments", "{'stageName':'prod'}");
    return api;
  }

  private List<String> answers(URI url) throws IOException {
    List<String> answers = new ArrayList<>();
    try (RawClient open = RawClient.open(url)) {
      for (int i = 0; i < 13; i++) {
        try (RawClient fresh = RawClient.open(url)) {
          String answer = asked(open);
          assertThat(asked(fresh)).isEqualTo(answer);
          answers.add(answer);
        }
        time.advance(STEP);
      }
      answers.add(asked(open));
    }
    return answers;
  }

  @Test
  @Aws({"REC-109", "REC-162", "REC-163", "REC-164"})
  void aChangeIsServedInTurnsWithTheOldForAMinute() throws IOException {
    String api = deployed();
    caller.emulator().begin(Scenario.SLOW_DEPLOYMENTS);
    caller.patch(api + "/stages/prod", "{'stageVariables':{'who':'Other'}}");
    List<String> answers = answers(caller.url(api, "prod"));
    assertThat(answers.get(0)).isEqualTo("old");
    assertThat(answers.subList(1, 13)).contains("old", "new");
    assertThat(answers.get(13)).isEqualTo("new");
    caller.create(api + "/stages", "{'stageName':'at-once','autoDeploy':true}");
    assertThat(caller.get(api + "/stages/at-once")).isNotNull();
  }

  @Test
  @Aws("REC-162")
  void theTurnsAreTheSameAtEveryStart() throws IOException {
    String api = deployed();
    caller.emulator().faults().add(Fault.delay(Duration.ofSeconds(65)).at(FaultPoint.DEPLOYMENT));
    caller.patch(api + "/stages/prod", "{'stageVariables':{'who':'Other'}}");
    List<String> answers = answers(caller.url(api, "prod"));
    assertThat(answers)
        .containsExactly(
            "old", "new", "new", "old", "new", "new", "old", "new", "old", "new", "new", "old",
            "old", "new");
  }

  @Test
  @Aws("ST-01")
  void withoutTheScenarioAChangeIsServedWhenTheCallIsAnswered() throws IOException {
    String api = deployed();
    caller.patch(api + "/stages/prod", "{'stageVariables':{'who':'Other'}}");
    try (RawClient client = RawClient.open(caller.url(api, "prod"))) {
      assertThat(asked(client)).isEqualTo("new");
    }
  }
}
