package dev.wsemulator.internal.management;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.internal.metrics.RouteMetrics;
import dev.wsemulator.internal.routing.DeployedStage;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST}, {@code GET} and {@code DELETE @connections/{id}}: how back ends reach clients.
 * Thread-safe; never blocks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 *     {@code @connections} commands</a>
 */
public final class ConnectionsEndpoint {
  private static final byte[] EMPTY = {};
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Connections connections;
  private final CallerCheck callers;
  private final Limits limits;
  private final Recorder recorder;

  /**
   * What calls are dated with and recorded in.
   *
   * @param time the clock
   * @param journal the record
   */
  public record Recorder(TimeSource time, Journal journal) {}

  /**
   * How much may be called.
   *
   * @param quotas the longest message
   * @param throttle how many calls
   */
  public record Limits(Quotas quotas, Throttle throttle) {}

  /** Creates the endpoint of all stages. */
  public ConnectionsEndpoint(
      Connections connections, CallerCheck callers, Limits limits, Recorder recorder) {
    this.connections = connections;
    this.callers = callers;
    this.limits = limits;
    this.recorder = recorder;
  }

  /**
   * Answers a call about the connection with this decoded id, made through the stage's endpoint.
   */
  public HttpResponse call(DeployedStage stage, String connectionId, HttpRequest request) {
    Instant now = recorder.time().now();
    CallerCheck.Checked caller =
        limits.throttle().admits()
            ? callers.check(new CallerCheck.Call(stage, connectionId), request)
            : throttled();
    HttpResponse answer =
        caller.refusal().orElseGet(() -> answer(stage, connectionId, request, now));
    recorder
        .journal()
        .add(
            new JournalEntry.ConnectionsCall(
                now, connectionId, request.method(), answer.status(), caller.functionName()));
    new CallRecord(stage, connectionId, request, now).write(answer, () -> callers.known(request));
    return answer;
  }

  private static CallerCheck.Checked throttled() {
    return new CallerCheck.Checked(null, Optional.of(error(ManagementErrors.LIMIT_EXCEEDED, "")));
  }

  /**
   * Answers a call of something that is not there (CX-14, CX-15).
   *
   * @param path what was called, decoded
   * @param method the verb
   */
  public HttpResponse noMethod(String path, String method) {
    String text = "No method found matching route %s for http method %s.".formatted(path, method);
    return error(ManagementErrors.NOT_FOUND, ManagementErrors.message(text));
  }

  /** Answers a call that is made to fail with a status, and records it. */
  public HttpResponse failed(String connectionId, String method, int status) {
    HttpResponse answer = error(ManagementErrors.of(status), "");
    recorder
        .journal()
        .add(
            new JournalEntry.ConnectionsCall(
                recorder.time().now(), connectionId, method, status, null));
    return new HttpResponse(status, answer.headers(), answer.body());
  }

  /** Answers a call whose body is over the message quota. */
  public HttpResponse tooLarge() {
    return error(ManagementErrors.TOO_LARGE, ManagementErrors.message("Payload too large"));
  }

  private HttpResponse answer(DeployedStage stage, String id, HttpRequest request, Instant now) {
    String method = request.method();
    if (!List.of("POST", "GET", "DELETE").contains(method)) {
      return noMethod(stage.stage().stageName() + "/@connections/" + id, method);
    }
    if (!Identifiers.isConnectionId(id)) {
      return error(
          ManagementErrors.BAD_REQUEST, ManagementErrors.message("Invalid connectionId: " + id));
    }
    Optional<Connection> found =
        connections.find(id).filter(connection -> connection.stage().isSamePlace(stage));
    if (found.isEmpty()) {
      return error(ManagementErrors.GONE, "");
    }
    return switch (method) {
      case "POST" -> post(found.get(), request.body(), now);
      case "GET" -> get(found.get(), now);
      default -> delete(found.get(), now);
    };
  }

  private HttpResponse post(Connection connection, byte[] body, Instant now) {
    if (body.length > limits.quotas().messageBytes()) {
      return tooLarge();
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!connection.send(ClientChannel.Message.of(text, null))) {
      boolean gone = connections.find(connection.id()).isEmpty();
      return error(gone ? ManagementErrors.GONE : ManagementErrors.LIMIT_EXCEEDED, "");
    }
    connection.active(now);
    RouteMetrics metrics = connection.stage().parts().implied().post();
    metrics.message();
    metrics.ended(RequestError.NONE);
    return new HttpResponse(200, json(headers(now)), EMPTY);
  }

  private static HttpResponse get(Connection connection, Instant now) {
    var identity = connection.facts().identity();
    String userAgent =
        identity.userAgent() == null
            ? "null"
            : dev.wsemulator.internal.json.JsonText.quoted(identity.userAgent());
    String body =
        """
        {
          "identity" : {
            "sourceIp" : "%s",
            "userAgent" : %s
          },
          "connectedAt" : "%s",
          "lastActiveAt" : "%s"
        }"""
            .formatted(
                identity.sourceIp(),
                userAgent,
                MILLIS.format(connection.facts().connectedAt()),
                MILLIS.format(connection.lastActiveAt()));
    return new HttpResponse(200, json(headers(now)), body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse delete(Connection connection, Instant now) {
    connection.close(CloseStatus.DELETED);
    return new HttpResponse(204, headers(now), EMPTY);
  }

  private static HttpResponse error(ManagementErrors error, String body) {
    List<HttpRequest.Header> headers = identifiers();
    headers.add(new HttpRequest.Header("x-amzn-errortype", error.errorType));
    return new HttpResponse(error.status, json(headers), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the response that refuses a caller. */
  static HttpResponse refusal(ManagementErrors error, String body) {
    return error(error, body);
  }

  private static List<HttpRequest.Header> identifiers() {
    List<HttpRequest.Header> headers = new ArrayList<>();
    headers.add(new HttpRequest.Header("x-amzn-requestid", UUID.randomUUID().toString()));
    headers.add(new HttpRequest.Header("x-amz-apigw-id", Identifiers.requestId()));
    return headers;
  }

  private static List<HttpRequest.Header> headers(Instant now) {
    List<HttpRequest.Header> headers = identifiers();
    headers.add(
        new HttpRequest.Header("x-amzn-trace-id", Identifiers.traceId(now.getEpochSecond())));
    return headers;
  }

  private static List<HttpRequest.Header> json(List<HttpRequest.Header> headers) {
    headers.add(0, new HttpRequest.Header("Content-Type", "application/json"));
    return headers;
  }
}
