package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.it.scenario.BothApps.Client;
import dev.wsemulator.junit.CloseStatus;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.DuplicateDelivery;
import dev.wsemulator.junit.drop.FunctionTimeout;
import dev.wsemulator.junit.drop.TwoHourLimit;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong while functions work for long, or twice. */
@ExtendWith(Repetitions.class)
class FunctionScenariosIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Matcher TRANSLATE = Matcher.ALL.withService("translate");
  private static final String WORKER = "translator-app-TranslateDocumentFunction";

  @RegisterExtension static final BothApps APPS = new BothApps(Duration.ofHours(1), Quotas.aws());

  @DuplicateDelivery
  @Repeatedly
  void aWorkerThatDoesNotExpectAnEventTwiceTellsEveryoneTwice(Drop drop) {
    try (Client client = APPS.connectNaive()) {
      drop.begin(Matcher.ALL.withFunction(Naive.WORKER));
      APPS.put(Naive.BUCKET, "job");
      assertThat(client.next()).isEqualTo("done");
      APPS.ended(Naive.WORKER);
      APPS.retried(Naive.WORKER);
      assertThat(client.next()).isEqualTo("done");
      APPS.ended(Naive.WORKER);
    }
  }

  @DuplicateDelivery
  @Repeatedly
  void theTranslatorAppsWorkerFindsNothingToDoTheSecondTime(Drop drop) throws Exception {
    try (Client client = APPS.connect()) {
      drop.begin(Matcher.ALL.withFunction(WORKER));
      APPS.askForTranslation(client);
      assertThat(next(client).path("type").asText()).isEqualTo("accepted");
      assertThat(next(client).path("type").asText()).isEqualTo("notification");
      assertThat(APPS.ended(WORKER).outcome()).isEqualTo("error");
      APPS.retried(WORKER);
      assertThat(APPS.ended(WORKER).outcome()).isEqualTo("success");
      APPS.nothingFor(client);
    }
  }

  @Aws("LP-12")
  @FunctionTimeout
  @Repeatedly
  void aFunctionThatTranslatesWhileItsClientWaitsIsReportedAsFailedAndAnswersLater(Drop drop) {
    try (Client client = APPS.connectNaive()) {
      drop.begin(TRANSLATE);
      client.send("{\"action\":\"translate\",\"text\":\"hello\"}");
      APPS.faulted(FaultPoint.BACK_END);
      APPS.pass(Duration.ofSeconds(29));
      assertThat(client.next()).contains("Endpoint request timed out");
      APPS.pass(Duration.ofSeconds(11));
      assertThat(client.next()).startsWith("[de]");
    }
  }

  @Aws("LP-12")
  @FunctionTimeout
  @Repeatedly
  void theTranslatorAppAcceptsAtOnceAndNotifiesLater(Drop drop) throws Exception {
    try (Client client = APPS.connect()) {
      drop.begin(TRANSLATE);
      APPS.askForTranslation(client);
      assertThat(next(client).path("type").asText()).isEqualTo("accepted");
      APPS.faulted(FaultPoint.BACK_END);
      APPS.pass(Duration.ofSeconds(40));
      assertThat(next(client).path("type").asText()).isEqualTo("notification");
      APPS.ended(WORKER);
    }
  }

  @Aws("MS-13")
  @TwoHourLimit
  @Repeatedly
  void aFunctionThatTellsOnlyWhoHasAskedTellsNobody(Drop drop) {
    slowTranslation();
    Client asking = APPS.connectNaive();
    asking.send("{\"action\":\"translate\",\"text\":\"hello\"}");
    APPS.faulted(FaultPoint.BACK_END);
    drop.begin(asking.only());
    cut(asking);
    try (Client again = APPS.connectNaive()) {
      APPS.pass(Duration.ofSeconds(20));
      assertThat(APPS.ended("NaiveTranslate", asking).outcome()).isEqualTo("error");
      APPS.nothingFor(again);
    }
  }

  @Aws("MS-13")
  @TwoHourLimit
  @Repeatedly
  void theTranslatorAppTellsEveryoneAndSoWhoHasComeBack(Drop drop) throws Exception {
    slowTranslation();
    Client asking = APPS.connect();
    APPS.askForTranslation(asking);
    assertThat(next(asking).path("type").asText()).isEqualTo("accepted");
    APPS.faulted(FaultPoint.BACK_END);
    drop.begin(asking.only());
    cut(asking);
    try (Client again = APPS.connect()) {
      APPS.pass(Duration.ofSeconds(20));
      assertThat(next(again).path("type").asText()).isEqualTo("notification");
      APPS.ended(WORKER);
    }
  }

  /** The translation is still under way when the connection ends. */
  private static void slowTranslation() {
    APPS.emulator()
        .faults()
        .add(
            Fault.delay(Duration.ofSeconds(20)).at(FaultPoint.BACK_END).matching(TRANSLATE).once());
  }

  private static void cut(Client client) {
    assertThat(client.socket().expectClose()).isEqualTo(new CloseStatus(1001, "Going away"));
  }

  private static JsonNode next(Client client) throws IOException {
    return JSON.readTree(client.next());
  }
}
