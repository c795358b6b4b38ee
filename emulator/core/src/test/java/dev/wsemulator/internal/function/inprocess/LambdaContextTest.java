package dev.wsemulator.internal.function.inprocess;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.lambda.thirdparty.com.google.gson.Gson;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers write their context as JSON, as AWS's samples do. */
class LambdaContextTest {
  private final VirtualTime time = new VirtualTime();
  private final RunningFunctions functions = new RunningFunctions(time);

  @AfterEach
  void close() {
    functions.close();
  }

  private Context context() {
    AtomicReference<Context> seen = new AtomicReference<>();
    RequestStreamHandler handler = (in, out, context) -> seen.set(context);
    await(
        functions.runtime.deploy(FunctionDefinition.of("facts", handler)).invoke(new byte[] {'1'}));
    return seen.get();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void gsonWritesTheFieldsOfLambdasOwn() throws Exception {
    Context context = context();
    JsonNode json = new ObjectMapper().readTree(new Gson().toJson(context));
    assertThat(names(json))
        .containsExactly(
            "memoryLimit",
            "awsRequestId",
            "logGroupName",
            "logStreamName",
            "functionName",
            "functionVersion",
            "invokedFunctionArn",
            "deadlineTimeInMs",
            "xrayTraceId",
            "logger");
    assertThat(json.get("memoryLimit").asInt()).isEqualTo(512);
    assertThat(json.get("awsRequestId").asText()).isEqualTo(context.getAwsRequestId());
    assertThat(json.get("invokedFunctionArn").asText())
        .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:facts");
    assertThat(json.get("deadlineTimeInMs").asLong())
        .isEqualTo(time.now().plusSeconds(30).toEpochMilli());
    assertThat(json.get("logger").toString())
        .isEqualTo(
            "{\"logFormat\":\"TEXT\",\"logFiltering\":{\"minimumLogLevel\":\"UNDEFINED\"},\"logFormatter\":{}}");
  }

  @Test
  void gsonWritesEmptyFieldsWhereItIsAskedTo() throws Exception {
    String json = new Gson().newBuilder().serializeNulls().create().toJson(context());
    assertThat(names(new ObjectMapper().readTree(json)))
        .contains("cognitoIdentity", "clientContext", "tenantId");
  }

  @Test
  void jacksonWritesTheGetters() {
    assertThat(names(new ObjectMapper().valueToTree(context())))
        .containsExactlyInAnyOrder(
            "memoryLimitInMB",
            "awsRequestId",
            "logGroupName",
            "logStreamName",
            "functionName",
            "functionVersion",
            "invokedFunctionArn",
            "identity",
            "clientContext",
            "remainingTimeInMillis",
            "tenantId",
            "xrayTraceId",
            "logger");
  }
}
