package dev.wsemulator.internal.function;

import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Observed item 128: typed, map and stream handlers all get the event. */
class HandlerFormsTest {
  private static final String ORDER = "{\"item\":\"tea\",\"count\":2}";
  private final RunningFunctions functions = new RunningFunctions();

  @AfterEach
  void close() {
    functions.close();
  }

  @Aws("OB-128")
  @Test
  void aMapHandlerGetsTheWholeEvent() {
    String event = "{\"requestContext\":{\"disconnectStatusCode\":1001,\"disconnectReason\":\"\"}}";
    assertThat(call(functions.deploy("map", "MapHandler"), event))
        .isEqualTo("{\"got\":" + event + ",\"statusCode\":200}");
  }

  @Aws("OB-129")
  @Test
  void eventsThatDifferInTheirContextOnlyAreNotEqual() {
    assertThat(eventOf("Abc=")).isEqualTo(eventOf("Abc=")).isNotEqualTo(eventOf("Def="));
  }

  private static APIGatewayV2WebSocketEvent eventOf(String connectionId) {
    RequestContext context = new RequestContext();
    context.setConnectionId(connectionId);
    APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
    event.setRequestContext(context);
    return event;
  }

  @Test
  void anEventsLibraryHandlerGetsATypedEvent() {
    DeployedFunction function = functions.deploy("typed", "WebSocketHandler::handleRequest");
    String event =
        "{\"requestContext\":{\"connectionId\":\"Abc=\",\"connectedAt\":1},\"body\":\"hi\"}";
    assertThat(call(function, event)).contains("\"statusCode\":200", "\"body\":\"Abc= hi\"");
  }

  @Test
  void aStreamHandlerGetsTheBytesAsTheyAre() {
    assertThat(call(functions.deploy("stream", "StreamHandler"), "{ }")).isEqualTo("<{ }>");
  }

  @Test
  void typesInheritedFromAGenericParentAreFound() {
    assertThat(call(functions.deploy("generic", "Inherited"), ORDER)).isEqualTo("\"Order\"");
  }

  @Test
  void aPlainMethodTakesABean() {
    assertThat(call(functions.deploy("bean", "Plain::order"), ORDER)).isEqualTo("\"tea x 2\"");
  }

  @Test
  void aPlainMethodTakesABeanAndTheContext() {
    assertThat(call(functions.deploy("both", "Plain::orderWithContext"), ORDER))
        .isEqualTo("[\"tea\",\"both\"]");
  }

  @Test
  void aPlainMethodTakesOnlyTheContext() {
    assertThat(call(functions.deploy("context", "Plain::contextOnly"), ORDER))
        .isEqualTo("\"arn:aws:lambda:eu-west-1:123456789012:function:context\"");
  }

  @Test
  void aStaticMethodWithoutParametersIsCalled() {
    assertThat(call(functions.deploy("static", "Plain::nothing"), ORDER)).isEqualTo("7");
  }

  @Test
  void nothingAndNullBecomeJsonNull() {
    assertThat(call(functions.deploy("void", "Plain::silent"), ORDER)).isEqualTo("null");
    assertThat(call(functions.deploy("null", "Plain::absent"), ORDER)).isEqualTo("null");
  }

  @Test
  void aPlainMethodTakesStreams() {
    assertThat(call(functions.deploy("streams", "Plain::streams"), "{}")).isEqualTo("512 MB {}");
  }

  @Test
  void theOverloadWithContextWins() {
    assertThat(call(functions.deploy("overloaded", "Plain::overloaded"), ORDER))
        .isEqualTo("\"with context\"");
  }

  @Test
  void anEventThatIsNotJsonIsAnErrorOfTheFunction() {
    DeployedFunction function = functions.deploy("junk", "Plain::order");
    assertThat(error(RunningFunctions.invoke(function, "{junk")).errorMessage())
        .startsWith("An error occurred during JSON parsing");
  }

  @Test
  void handlerObjectsOfTheTestAreCalled() {
    RequestHandler<Map<String, Object>, String> typed = (event, context) -> "m" + event.get("a");
    RequestStreamHandler stream = (in, out, context) -> in.transferTo(out);
    LambdaFunction bytes = event -> event;
    assertThat(callObject("typed", typed)).isEqualTo("\"m1\"");
    assertThat(callObject("stream", stream)).isEqualTo("{\"a\":1}");
    assertThat(callObject("bytes", bytes)).isEqualTo("{\"a\":1}");
  }

  private String callObject(String name, Object handler) {
    return call(functions.runtime.deploy(FunctionDefinition.of(name, handler)), "{\"a\":1}");
  }

  @Test
  void anObjectThatIsNoHandlerIsRefusedAtDeployment() {
    assertThatThrownBy(() -> functions.runtime.deploy(FunctionDefinition.of("text", "text")))
        .hasMessageContaining("Function text")
        .hasMessageContaining("java.lang.String is not a handler");
  }

  @Test
  void aMissingClassIsExplained() {
    assertThat(error(functions.deploy("gone", "Absent::call")).errorMessage())
        .contains("Function gone", "Handlers$Absent::call", "was not found", "test-classes");
  }

  @Test
  void aMissingMethodIsExplained() {
    assertThat(error(functions.deploy("wrong", "Plain::absentMethod")).errorMessage())
        .contains("Function wrong", "Plain::absentMethod", "no public method absentMethod");
  }

  @Test
  void aClassWithoutHandlerInterfaceIsExplained() {
    assertThat(error(functions.deploy("bare", "Plain")).errorMessage())
        .contains("implements neither RequestHandler nor RequestStreamHandler");
  }

  @Test
  void aMissingClassPathEntryIsRefusedAtDeployment() {
    FunctionDefinition definition =
        FunctionDefinition.of(
            "unbuilt",
            new FunctionDefinition.Files(
                "a.B", java.util.List.of(java.nio.file.Path.of("target", "absent.jar"))));
    assertThatThrownBy(() -> functions.runtime.deploy(definition))
        .hasMessageContaining("Function unbuilt")
        .hasMessageContaining("absent.jar does not exist");
  }
}
