package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls say of the events that are queued for functions. */
class EventInvokeTest {
  private static final String FUNCTIONS = "/2015-03-31/functions";
  private static final String CONFIG = "/2019-09-25/functions/Called/event-invoke-config";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:q";

  private final Caller caller = Caller.start();

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void aFunctionHasItsConfigurationUntilItIsDeleted() throws Exception {
    caller.create(
        FUNCTIONS, FunctionsTest.definition("Called", "called", "nobody", FunctionsTest.jar()));
    assertThat(caller.call("GET", CONFIG, "").statusCode()).isEqualTo(404);
    HttpResponse<String> put =
        caller.call(
            "PUT",
            CONFIG,
            "{\"MaximumRetryAttempts\":0,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"%s\"}}}"
                .formatted(QUEUE));
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body())
        .contains(
            "\"FunctionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:Called:$LATEST\"")
        .contains("\"MaximumRetryAttempts\":0")
        .contains(QUEUE);
    caller.call("POST", CONFIG, "{\"MaximumEventAgeInSeconds\":60}");
    assertThat(caller.call("GET", CONFIG, "").body())
        .contains("\"MaximumEventAgeInSeconds\":60")
        .contains(QUEUE);
    assertThat(caller.call("GET", CONFIG + "/list", "").body())
        .contains("\"FunctionEventInvokeConfigs\":[{");
    assertThat(caller.call("PUT", CONFIG, "{\"MaximumRetryAttempts\":3}").statusCode())
        .isEqualTo(400);
    assertThat(caller.call("DELETE", CONFIG, "").statusCode()).isEqualTo(204);
    assertThat(caller.call("GET", CONFIG, "").statusCode()).isEqualTo(404);
  }
}
