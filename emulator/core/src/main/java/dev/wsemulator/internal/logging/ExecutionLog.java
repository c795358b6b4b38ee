package dev.wsemulator.internal.logging;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The execution log of a route on a stage: what the gateway does with a request, step by step. With
 * level {@code ERROR} only failures, with {@code INFO} every step, and with whole payloads also
 * headers and bodies. A log that is off makes no text. Thread-safe; never blocks.
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
  private final String group;
  private final LogOutput output;

  private ExecutionLog(RouteSettings settings, String apiId, String group, LogOutput output) {
    this.info = settings.loggingLevel() == LoggingLevel.INFO;
    this.error = info || settings.loggingLevel() == LoggingLevel.ERROR;
    this.payloads = info && settings.dataTraceEnabled();
    this.apiId = apiId;
    this.group = group;
    this.output = output;
  }

  /** Returns the log of a route with these settings. */
  public static ExecutionLog of(
      RouteSettings settings, String apiId, String stage, LogOutput output) {
    return settings.loggingLevel() == LoggingLevel.OFF || !output.isOn()
        ? OFF
        : new ExecutionLog(settings, apiId, LogGroup.ofExecution(apiId, stage), output);
  }

  /** Returns whether headers and bodies are written; if not, none need be gathered. */
  public boolean showsPayloads() {
    return payloads;
  }

  /** The gateway begins with a request. */
  public void begun(String requestId, String routeKey) {
    if (info) {
      write(requestId, "Extended Request Id: " + requestId);
      write(requestId, "Starting execution for request: " + requestId);
      write(requestId, "WebSocket Request Route: [" + routeKey + "]");
    }
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
  public void received(String requestId, String connectionId, String message) {
    if (info) {
      String client = " from client [Connection Id: " + connectionId + "].";
      String text = "WebSocket API [" + apiId + "] received message" + client;
      write(requestId, payloads ? text + " Message: [" + EventText.start(message) + "]" : text);
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

  /** A connection has ended. */
  public void disconnected(String requestId, String connectionId, int code, String reason) {
    if (info) {
      write(
          requestId,
          "%s disconnected from API [%s]. Close reason: [%d: %s]"
              .formatted(client(connectionId), apiId, code, reason));
    }
  }

  /** The authorizer is asked. */
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

  /** The integration is about to be called. */
  public void calling(
      String requestId, String uri, Map<String, List<String>> headers, byte[] body) {
    if (info) {
      write(requestId, "Endpoint request URI: " + uri);
      if (payloads) {
        write(requestId, "Endpoint request headers: " + LoggedHeaders.text(headers));
        write(requestId, "Endpoint request body after transformations: " + EventText.start(body));
      }
      write(requestId, "Sending request to " + uri);
    }
  }

  /**
   * The integration answered.
   *
   * @param latency how long it took, in milliseconds
   */
  public void called(String requestId, int status, long latency) {
    if (info) {
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
    String event = "(" + requestId + ") " + EventText.cut(text);
    output.write(group, () -> event);
  }
}
