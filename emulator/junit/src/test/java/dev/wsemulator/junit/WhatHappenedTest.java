package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.wsemulator.junit.report.WhatHappened;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EventType;

/** With a failure comes what the emulator saw. */
class WhatHappenedTest {

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Failing {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @Test
    @Order(1)
    void passes(TestClient client) {
      client.send("{\"action\":\"greet\",\"name\":\"Ada\"}");
      assertThat(client.next()).isEqualTo("hello");
    }

    @Test
    @Order(2)
    void fails(TestClient client) {
      client.send("{\"action\":\"greet\",\"name\":\"Bob\"}");
      assertThat(client.next()).isEqualTo("goodbye");
    }

    @Test
    @Order(3)
    void aborts(TestClient client) {
      abort("not here");
    }
  }

  static class Breaking {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @Test
    void fails(TestClient client) {
      client.send("{\"action\":\"ask\"}");
      assertThat(client.next()).isEqualTo("hello");
    }
  }

  @WebSocketApiTest(template = "src/test/resources/warned.yaml")
  static class Warned {
    @Test
    void fails() {
      fail("there is no table");
    }
  }

  static class FailingBefore {
    @RegisterExtension final EmulatorExtension own = Chat.extension().build();

    @BeforeEach
    void fails(TestClient client) {
      client.send("{\"action\":\"greet\"}");
      client.next();
      fail("the preparation failed");
    }

    @Test
    void isNotReached() {}
  }

  @Test
  void theDiagramAndTheJournalOfTheTestComeWithItsFailure() {
    Results results = Results.of(Failing.class);
    assertThat(results.failure("fails").getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            WhatHappened.class,
            told -> {
              assertThat(told.getMessage())
                  .startsWith("What the emulator saw during the test Failing.fails")
                  .contains("client1 ──> gateway   greet: ")
                  .contains("MessageSent[")
                  .contains("Bob")
                  .doesNotContain("Ada");
              assertThat(told.getStackTrace()).isEmpty();
            });
    assertThat(results.failure("aborts").getSuppressed()).isEmpty();
  }

  /** The handler is a lambda expression of {@link Chat}. */
  @Test
  void whereAFunctionBrokeComesWithTheFailure() {
    Results results = Results.of(Breaking.class);
    String told = results.failure("fails").getSuppressed()[0].getMessage();
    assertThat(told)
        .contains("The function Broken ended with error (invocation ")
        .contains("Why:\n- [function-failed] The function Broken ended with an error: ")
        .contains("java.lang.IllegalStateException: it broke\n\tat dev.wsemulator.junit.Chat.")
        .contains("(Chat.java:")
        .doesNotContain("dev.wsemulator.internal", "START RequestId", "REPORT RequestId");
    assertThat(
            results.events().testEvents().stream()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.get("brokenFunctions")).contains("(Chat.java:");
              assertThat(entry.get("why")).startsWith("- [function-failed] The function Broken ");
            });
  }

  @Test
  void whatTheTemplateWasWarnedOfComesWithTheFailure() {
    assertThat(Results.of(Warned.class).failure("fails").getSuppressed()[0].getMessage())
        .contains("Warnings:\n", "AWS::DynamoDB::Tabel");
    assertThat(Results.of(Failing.class).failure("fails").getSuppressed()[0].getMessage())
        .doesNotContain("Warnings:");
  }

  @Test
  void programsReadTheSameAsAReportEntry() {
    Results results = Results.of(Failing.class);
    List<Map<String, String>> published =
        results.events().testEvents().stream()
            .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
            .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
            .toList();
    assertThat(published)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.get("sequenceDiagram")).startsWith("sequenceDiagram\n");
              assertThat(entry.get("journal")).contains("Bob").doesNotContain("Ada");
            });
  }

  @Test
  void aFailureInThePreparationIsTold() {
    assertThat(Results.of(FailingBefore.class).failure("isNotReached").getSuppressed())
        .singleElement()
        .isInstanceOf(WhatHappened.class);
  }
}
