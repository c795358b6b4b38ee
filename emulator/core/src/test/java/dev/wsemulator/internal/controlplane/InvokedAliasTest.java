package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a function is told of the name by which it is invoked. */
class InvokedAliasTest {
  private static final String FUNCTIONS = "/2015-03-31/functions";

  private final Caller caller = Caller.start();

  @AfterEach
  void close() {
    caller.close();
  }

  private String invoke(String name) {
    URI url = caller.emulator().baseUrl().resolve(FUNCTIONS + "/" + name + "/invocations");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).header("Authorization", Caller.SIGNATURE);
    return Caller.send(request.POST(BodyPublishers.ofString("{}"))).body();
  }

  @Test
  void aFunctionIsToldTheAliasByWhichAnEventIsQueued() throws Exception {
    String definition = FunctionsTest.definition("Called", "called", "nobody", FunctionsTest.jar());
    caller.create(FUNCTIONS, definition);
    caller.create(FUNCTIONS + "/Called/aliases", "{'Name':'live','FunctionVersion':'1'}");
    URI url = caller.emulator().baseUrl().resolve(FUNCTIONS + "/Called:live/invocations");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Authorization", Caller.SIGNATURE)
            .header("X-Amz-Invocation-Type", "Event");
    Caller.send(request.POST(BodyPublishers.ofString("{}")));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(caller.emulator().logs("Called").lines())
                    .anyMatch(line -> line.text().matches("START RequestId: .* Version: 1")));
  }

  @Test
  void aFunctionIsToldTheAliasByWhichItIsInvoked() throws Exception {
    String definition = FunctionsTest.definition("Called", "called", "nobody", FunctionsTest.jar());
    caller.create(FUNCTIONS, definition);
    caller.create(FUNCTIONS + "/Called/aliases", "{'Name':'live','FunctionVersion':'1'}");
    String arn = "arn:aws:lambda:us-east-1:123456789012:function:Called";
    assertThat(invoke("Called")).isEqualTo("\"" + arn + "\"");
    assertThat(invoke("Called:live")).isEqualTo("\"" + arn + ":live\"");
  }
}
