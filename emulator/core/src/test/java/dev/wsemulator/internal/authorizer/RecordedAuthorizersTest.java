package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS was recorded to do with what a Lambda authorizer says, and when it asks. */
class RecordedAuthorizersTest {
  private static final String ALLOW_ALL =
      "\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
          + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}";

  private static Map<String, Json> said(Json event) {
    return event
        .child("requestContext")
        .flatMap(all -> all.child("authorizer"))
        .orElseThrow()
        .members();
  }

  @Aws({"REC-035", "AU-15", "D-19"})
  @Test
  void anExplicitDenyIsNamed() throws Exception {
    try (Door door = Door.answering(Answers.policy("Deny", "*"))) {
      Answer answer = door.knock("", "");
      Refusals.assertRefused(answer, 403, Refusals.DENIED);
      assertThat(answer.headers()).containsEntry("content-length", "182");
    }
  }

  @Aws({"REC-036", "AU-15", "D-19"})
  @Test
  void aPolicyForAnotherResourceIsNamedOtherwise() throws Exception {
    String elsewhere = Door.ARN.replace("$connect", "not-connect");
    try (Door door = Door.answering(Answers.policy("Allow", elsewhere))) {
      Answer answer = door.knock("", "");
      Refusals.assertRefused(answer, 403, Refusals.NOT_ALLOWED);
      assertThat(answer.headers()).containsEntry("content-length", "202");
    }
  }

  @Aws("REC-037")
  @Test
  void unauthorizedIs401() throws Exception {
    LambdaFunction function =
        event -> {
          throw new IllegalStateException("Unauthorized");
        };
    try (Door door = new Door().guard(function).start()) {
      Answer answer = door.knock("", "");
      Refusals.Ids ids = Refusals.assertRefused(answer, 401, "Unauthorized");
      assertThat(answer.headers()).containsEntry("content-length", "98");
      Json asked = door.asked();
      assertThat(at(asked, "requestContext", "connectionId")).isEqualTo(ids.connection());
      assertThat(at(asked, "requestContext", "requestId")).isEqualTo(ids.request());
    }
  }

  @Aws({"REC-038", "REC-055"})
  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization:\r\n", "Authorization: \r\n"})
  void withoutAnIdentityNobodyIsAsked(String header) throws Exception {
    try (Door door =
        new Door().guard(Answers.WELCOME, "route.request.header.Authorization").start()) {
      Refusals.assertRefused(door.knock("", header), 401, "Unauthorized");
      assertThat(door.timesAsked()).isZero();
    }
  }

  @Aws({"REC-039", "REC-043", "REC-044", "REC-046", "AU-13", "D-19"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"principalId\":{\"a\":1}," + ALLOW_ALL + "}",
        "{\"principalId\":[\"a\"]," + ALLOW_ALL + "}",
        "{\"principalId\":\"u\"," + ALLOW_ALL + ",\"context\":{\"a\":{\"b\":1}}}",
        "{\"principalId\":\"u\"," + ALLOW_ALL + ",\"context\":{\"a\":[1]}}",
        "{\"principalId\":\"u\"," + ALLOW_ALL + ",\"context\":\"a\"}",
        "{\"principalId\":\"u\",\"policyDocument\":\"Allow\"}",
        "{\"principalId\":\"u\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"Permit\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}]}}",
        "{\"unexpected\":true}",
        "{\"isAuthorized\":true,\"context\":{}}"
      })
  void aMalformedResultIs500WithoutAWord(String result) throws Exception {
    try (Door door = Door.answering(result)) {
      Answer answer = door.knock("", "");
      Refusals.assertRefused(answer, 500, "");
      assertThat(answer.headers()).containsEntry("content-length", "86");
      assertThat(door.timesCalled()).isZero();
    }
  }

  @Aws({"REC-042", "AU-18"})
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, absent",
        "`\"principalId\":\"\",`, ``",
        "`\"principalId\":null,`, absent",
        "`\"principalId\":7,`, 7"
      })
  void aPrincipalMayBeMissingEmptyOrANumber(String member, String shown) throws Exception {
    try (Door door = Door.answering("{" + member + ALLOW_ALL + "}");
        RawClient client = door.enter()) {
      client.text("hello");
      client.read();
      for (String type : new String[] {"CONNECT", "MESSAGE"}) {
        Json event = door.event();
        assertThat(at(event, "requestContext", "eventType")).isEqualTo(type);
        Json principal = said(event).get("principalId");
        if (shown.equals("absent")) {
          assertThat(principal).isNull();
        } else {
          assertThat(principal.string()).contains(shown);
        }
      }
    }
  }

  @Aws("REC-045")
  @Test
  void aContextMayHoldNull() throws Exception {
    String answer = "{" + ALLOW_ALL + ",\"context\":{\"nothing\":null,\"some\":\"x\"}}";
    try (Door door = Door.answering(answer)) {
      assertThat(door.knock()).isEqualTo(101);
      assertThat(said(door.event())).containsKey("some").doesNotContainKey("nothing");
    }
  }

  private static final String CONTEXT =
      ",\"context\":{\"marker\":\"m\",\"invocation\":\"i\",\"stringValue\":\"s\",\"numberValue\":7,"
          + "\"booleanValue\":true,\"falseValue\":false,\"emptyValue\":\"\","
          + "\"stageMarker\":\"st\"}";

  @Aws({"REC-047", "REC-048", "REC-049", "AU-23", "AU-24", "D-08"})
  @Test
  void contextsAreTextInTheOrderOfAHashMap() throws Exception {
    String answer = Answers.of(Answers.statement("Allow", "*", "*"), CONTEXT);
    try (Door door = Door.answering(answer)) {
      try (RawClient client = door.enter()) {
        client.text("hello");
        client.read();
      }
      assertThat(door.eventText())
          .containsPattern(
              "\"authorizer\":\\{\"falseValue\":\"false\",\"invocation\":\"i\",\"stringValue\":\"s\","
                  + "\"emptyValue\":\"\",\"marker\":\"m\",\"stageMarker\":\"st\","
                  + "\"principalId\":\"user-17\",\"booleanValue\":\"true\","
                  + "\"integrationLatency\":\\d+,\"numberValue\":\"7\"}");
      String later =
          "\"authorizer\":{\"falseValue\":\"false\",\"invocation\":\"i\",\"stringValue\":\"s\","
              + "\"emptyValue\":\"\",\"marker\":\"m\",\"stageMarker\":\"st\","
              + "\"principalId\":\"user-17\",\"booleanValue\":\"true\",\"numberValue\":\"7\"}";
      assertThat(door.eventText()).contains("\"MESSAGE\"", later);
      assertThat(door.eventText()).contains("\"DISCONNECT\"", later);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws({"REC-050", "REC-051", "AU-21", "CN-06"})
  @Test
  void aLaterDenyHoldsAtOnceAndLeavesOpenSocketsAlone() throws Exception {
    AtomicReference<String> effect = new AtomicReference<>("Allow");
    LambdaFunction guard = event -> bytes(Answers.policy(effect.get(), "*"));
    try (Door door = new Door().guard(guard).start();
        RawClient before = door.enter()) {
      assertThat(door.knock()).isEqualTo(101);
      effect.set("Deny");
      Refusals.assertRefused(door.knock("", ""), 403, Refusals.DENIED);
      assertThat(door.timesAsked()).isEqualTo(3);
      before.text("still here");
      assertThat(before.read().text()).isEqualTo("still here");
      assertThat(door.timesAsked()).isEqualTo(3);
    }
  }

  @Aws("REC-054")
  @Test
  void aSourceIsFoundInAnyLetterCaseAndKeepsItsSpelling() throws Exception {
    String header = "aUtHoRiZaTiOn: Bearer x\r\n";
    try (Door door =
        new Door().guard(Answers.WELCOME, "route.request.header.Authorization").start()) {
      assertThat(door.knock("", header).status()).isEqualTo(101);
      for (Json event : new Json[] {door.asked(), door.event()}) {
        assertThat(at(event, "headers", "aUtHoRiZaTiOn")).isEqualTo("Bearer x");
        assertThat(at(event, "multiValueHeaders", "aUtHoRiZaTiOn")).isEqualTo("[Bearer x]");
      }
    }
  }

  @Aws({"REC-056", "AU-09", "EV-04"})
  @ParameterizedTest
  @CsvSource({
    "'', 401",
    "tenant=, 401",
    "tenant=one&tenant=two, 101",
    "tenant=&tenant=two, 101",
    "tenant=one&tenant=, 401"
  })
  void theLastValueOfAParameterDecides(String query, int status) throws Exception {
    try (Door door =
        new Door().guard(Answers.WELCOME, "route.request.querystring.tenant").start()) {
      assertThat(door.knock(query, "").status()).isEqualTo(status);
      assertThat(door.timesAsked()).isEqualTo(status == 101 ? 1 : 0);
    }
  }

  @Aws({"REC-057", "AU-11"})
  @ParameterizedTest
  @ValueSource(strings = {"connectionId", "connectedAt", "requestTimeEpoch", "routeKey"})
  void theseVariablesHaveAValue(String name) throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME, "context." + name).start()) {
      assertThat(door.knock()).isEqualTo(101);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws("REC-058")
  @ParameterizedTest
  @ValueSource(strings = {"eventType", "messageDirection"})
  void theseVariablesHaveNoneYet(String name) throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME, "context." + name).start()) {
      Refusals.assertRefused(door.knock("", ""), 401, "Unauthorized");
      assertThat(door.timesAsked()).isZero();
    }
  }

  @Aws("REC-059")
  @ParameterizedTest
  @CsvSource({"probePhase, 101", "other, 401"})
  void aStageVariableMayBeTheIdentity(String variable, int status) throws Exception {
    try (Door door =
        new Door()
            .stage(stage -> Stage.builder("dev").variables(Map.of(variable, "x")).build())
            .guard(Answers.WELCOME, "stageVariables.probePhase")
            .start()) {
      assertThat(door.knock()).isEqualTo(status);
      assertThat(door.timesAsked()).isEqualTo(status == 101 ? 1 : 0);
    }
  }

  @Aws({"REC-061", "REC-062", "REC-063"})
  @Test
  void theAuthorizersEventIsTheOneOfConnectWithADifference() throws Exception {
    String query = "marker=m&encoded=a%2Bb%20space&repeat=one&repeat=two&tenant=t";
    try (Door door = new Door().guard(Answers.WELCOME).start()) {
      assertThat(door.knock(query, "User-Agent: me\r\nContent-Length: 0\r\n").status())
          .isEqualTo(101);
      Json asked = door.asked();
      Json event = door.event();
      for (String name :
          new String[] {"queryStringParameters", "multiValueQueryStringParameters"}) {
        assertThat(names(asked, name)).containsExactly("marker", "encoded", "repeat", "tenant");
        assertThat(names(event, name)).containsExactly("encoded", "marker", "repeat", "tenant");
      }
      assertThat(at(asked, "queryStringParameters", "encoded")).isEqualTo("a+b space");
      assertThat(at(asked, "queryStringParameters", "repeat")).isEqualTo("two");
      assertThat(names(asked, "headers"))
          .containsExactly(
              "Connection",
              "content-length",
              "Host",
              "Sec-WebSocket-Key",
              "Sec-WebSocket-Version",
              "Upgrade",
              "User-Agent",
              "X-Amzn-Trace-Id",
              "X-Forwarded-For",
              "X-Forwarded-Port",
              "X-Forwarded-Proto");
      Map<String, Json> context = event.child("requestContext").orElseThrow().members();
      context.remove("authorizer");
      long told = Long.parseLong(context.remove("requestTimeEpoch").selectionText());
      Map<String, Json> first = asked.child("requestContext").orElseThrow().members();
      assertThat(first.remove("requestTimeEpoch").selectionText()).isEqualTo("" + told);
      assertThat(first).isEqualTo(context);
      assertThat(first.keySet()).containsExactlyElementsOf(context.keySet());
    }
  }

  private static Set<String> names(Json event, String member) {
    return event.child(member).orElseThrow().members().keySet();
  }
}
