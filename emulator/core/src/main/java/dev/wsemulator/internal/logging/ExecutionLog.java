package dev.wsemulator.internal.logging;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The execution log of a route on a stage: what the gateway does with a request, step by step. With
 * level {@code ERROR} only failures, with {@code INFO} every step, and with whole payloads also the
 * calls of integrations. A log that is off makes no text. Thread-safe; never blocks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
 */
public final class ExecutionLog {
  /** The log that writes nothing. */
  public static final ExecutionLog OFF =
      new ExecutionLog(RouteSettings.none(), "", "", LogOutput.none());

  private final boolean info;
  private final boolean error;
  private final boolean payloads;
  private final String apiId;
  private final String stage;
  private final String group;
  private final LogOutput output;

  private ExecutionLog(RouteSettings settings, String apiId, String stage, LogOutput output) {
    this.info = settings.loggingLevel() == LoggingLevel.INFO;
    this.error = info || settings.loggingLevel() == LoggingLevel.ERROR;
    this.payloads = info && settings.dataTraceEnabled();
    this.apiId = apiId;
    this.stage = stage;
    this.group = LogGroup.ofExecution(apiId, stage);
    this.output = output;
  }

  /** Returns the log of a route with these settings. */
  public static ExecutionLog of(
      RouteSettings settings, String apiId, String stage, LogOutput output) {
    return settings.loggingLevel() == LoggingLevel.OFF || !output.isOn()
        ? OFF
        : new ExecutionLog(settings, apiId, stage, output);
  }

  /** Returns whether headers and bodies are written; if not, none need be gathered. */
  public boolean showsPayloads() {
    return payloads;
  }

  /** Returns whether what is written names invocations, so that requests need their ids. */
  public boolean namesInvocations() {
    return error;
  }

  /**
   * The gateway begins with a request (REC-094).
   *
   * @param routeKey the route; {@code null} if none takes it
   * @param needsKey whether the route requires an API key
   */
  public void begun(String requestId, @Nullable String routeKey, boolean needsKey) {
    if (!info) {
      return;
    }
    String apiStage = " API Stage: " + apiId + "/" + stage;
    write(requestId, "Extended Request Id: " + requestId);
    write(requestId, "Verifying Usage Plan for request: " + requestId + ". API Key: " + apiStage);
    if (!needsKey) {
      write(
          requestId,
          "API Key  authorized because route '%s' does not require API Key. Request will not contribute to throttle or quota limits"
              .formatted(routeKey));
    }
    write(
        requestId,
        "Usage Plan check succeeded for API Key  and" + apiStage.replace("Stage:", "Stage"));
    write(requestId, "Starting execution for request: " + requestId);
    write(requestId, "WebSocket Request Route: [" + routeKey + "]");
  }

  /** A client wants to connect. */
  public void connecting(String requestId, @Nullable String userAgent, String sourceIp) {
    if (info) {
      String client = "Client [UserAgent: " + userAgent + ", SourceIp: " + sourceIp + "]";
      write(requestId, client + " is connecting to WebSocket API [" + apiId + "].");
    }
  }

  /** A client is connected. */
  public void connected(String requestId, String connectionId) {
    if (info) {
      write(requestId, client(connectionId) + " connected to API [" + apiId + "] successfully.");
    }
  }

  /** A client sent a message. */
  public void received(String requestId, String connectionId) {
    if (info) {
      write(
          requestId,
          "WebSocket API [%s] received message from client [Connection Id: %s]."
              .formatted(apiId, connectionId));
    }
  }

  /** A client sent a message, of which this event is made; for whole payloads only. */
  public void received(String requestId, String connectionId, byte[] event) {
    if (payloads) {
      write(
          requestId,
          "WebSocket API [%s] received message from client [%s]. Message: [%s]."
              .formatted(apiId, connectionId, EventText.start(event)));
    }
  }

  /** The gateway has called a function. */
  public void invoked(String requestId, String invocationId) {
    if (info) {
      write(requestId, "AWS Integration Endpoint RequestId : " + invocationId);
    }
  }

  /** The integration's answer to a message was dealt with. */
  public void answered(String requestId, String connectionId, int status) {
    if (info) {
      write(
          requestId,
          "Message from client [Connection Id: %s] sent to API [%s] with response status code [%d]."
              .formatted(connectionId, apiId, status));
    }
  }

  /**
   * The back end received the disconnect event (REC-096).
   *
   * @param status how the back end's part ended
   * @param closeReason the code and the reason of the end
   */
  public void disconnected(String requestId, String connectionId, int status, String closeReason) {
    if (info) {
      write(
          requestId,
          "%s disconnected from API [%s] with integration response status code [%d]. Close reason: [%s]"
              .formatted(client(connectionId), apiId, status, closeReason));
    }
  }

  /** The authorizer is called. */
  public void authorizing(String requestId, String authorizerId) {
    if (info) {
      write(requestId, "Starting authorizer: " + authorizerId + " for request: " + requestId);
    }
  }

  /** The authorizer answered. */
  public void authorized(String requestId, boolean allowed) {
    if (allowed && info) {
      write(requestId, "Successfully completed authorizer execution");
    } else if (!allowed && error) {
      write(requestId, "Unauthorized request: " + requestId);
    }
  }

  /** The integration is about to be called; for whole payloads only (REC-097). */
  public void calling(
      String requestId, String uri, Map<String, List<String>> headers, byte[] body) {
    if (payloads) {
      write(requestId, "Endpoint request URI: " + uri);
      write(requestId, "Endpoint request headers: " + LoggedHeaders.text(headers));
      write(requestId, "Endpoint request body after transformations: " + EventText.start(body));
      write(requestId, "Sending request to " + uri);
    }
  }

  /**
   * The integration answered; for whole payloads only.
   *
   * @param latency how long it took, in milliseconds
   */
  public void called(String requestId, int status, long latency) {
    if (payloads) {
      write(
          requestId,
          "Received response. Status: " + status + ", Integration latency: " + latency + " ms");
    }
  }

  /** What the integration answered. */
  public void callAnswer(String requestId, Map<String, List<String>> headers, byte[] body) {
    if (payloads) {
      write(requestId, "Endpoint response headers: " + LoggedHeaders.text(headers));
      write(requestId, "Endpoint response body before transformations: " + EventText.start(body));
    }
  }

  /**
   * A request failed.
   *
   * @param failure what went wrong, in AWS's words
   */
  public void failed(String requestId, String failure) {
    if (error) {
      write(requestId, failure);
    }
  }

  private static String client(String connectionId) {
    return "Client [Connection Id: " + connectionId + "]";
  }

  private void write(String requestId, String text) {
    String event = EventText.cut("(" + requestId + ") " + text);
    output.write(group, () -> event);
  }
}
