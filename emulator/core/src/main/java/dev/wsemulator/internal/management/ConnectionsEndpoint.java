package dev.wsemulator.internal.management;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.internal.metrics.RouteMetrics;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  private static final Set<String> METHODS = Set.of("POST", "GET", "DELETE");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Connections connections;
  private final CallerCheck callers;
  private final Limits limits;
  private final Recorder recorder;

  /**
   * The clock and the journal.
   *
   * @param time the clock
   * @param journal the record
   */
  public record Recorder(TimeSource time, Journal journal) {}

  /**
   * The limits of calls.
   *
   * @param quotas the longest message
   * @param throttle how many calls
   */
  public record Limits(Quotas quotas, Throttle throttle) {}

  /** The status of a call that is not answered. */
  private static final int UNANSWERED = 0;

  /** Creates the endpoint of all stages. */
  public ConnectionsEndpoint(
      Connections connections, CallerCheck callers, Limits limits, Recorder recorder) {
    this.connections = connections;
    this.callers = callers;
    this.limits = limits;
    this.recorder = recorder;
  }

  /**
   * A call that is done, and whose caller is about to be answered.
   *
   * @param response what the caller gets
   * @param entry what the journal is to say of it
   */
  public record Done(HttpResponse response, JournalEntry.ConnectionsCall entry) {}

  /** Records how a call was answered, before its caller knows. */
  public void record(JournalEntry.ConnectionsCall entry) {
    recorder.journal().add(entry);
  }

  /**
   * Does what a call wants about the connection with this decoded id, made through the stage's
   * endpoint; {@link #record} notes it.
   */
  public Done call(DeployedStage stage, String connectionId, HttpRequest request) {
    Instant now = recorder.time().now();
    CallerCheck.Checked caller =
        nonsense(stage, connectionId, request.method())
            .map(refusal -> new CallerCheck.Checked(null, Optional.of(refusal)))
            .orElseGet(() -> callers.check(stage, request));
    CallOutcome made =
        caller
            .refusal()
            .map(refusal -> new CallOutcome(refusal.answer(), refusal.why()))
            .orElseGet(() -> answer(stage, connectionId, request, now));
    HttpResponse answer = made.response();
    new CallRecord(stage, connectionId, request, now).write(answer, () -> callers.known(request));
    return new Done(
        answer,
        new JournalEntry.ConnectionsCall(
            now,
            connectionId,
            request.method(),
            answer.status(),
            caller.functionName(),
            made.why()));
  }

  /**
   * An answer.
   *
   * @param response what the caller gets
   * @param why why it is not what was asked for; {@code null} if it is
   */
  private record CallOutcome(HttpResponse response, @Nullable Reason why) {}

  /**
   * The rejection of a call.
   *
   * @param answer what the caller gets
   * @param why why, for the author of the API
   */
  record CallRefusal(HttpResponse answer, Reason why) {}

  /** Returns the response to a call that is rejected before the caller is checked. */
  private Optional<CallRefusal> nonsense(DeployedStage stage, String id, String method) {
    Reason exhausted = limits.throttle().refusal();
    if (exhausted != null) {
      return Optional.of(new CallRefusal(error(ManagementErrors.LIMIT_EXCEEDED, ""), exhausted));
    }
    if (!METHODS.contains(method)) {
      String path = stage.stage().stageName() + "/@connections/" + id;
      return Optional.of(
          new CallRefusal(noMethod(path, method), ManagementReasons.noMethod(method)));
    }
    if (!connections.isIssued(id)) {
      String text = ManagementErrors.message("Invalid connectionId: " + id);
      return Optional.of(
          new CallRefusal(
              error(ManagementErrors.BAD_REQUEST, text), ManagementReasons.notIssued(id)));
    }
    return Optional.empty();
  }

  /** Returns the function that makes a call, by its key alone; {@code null} if none does. */
  public @Nullable String functionOf(HttpRequest request) {
    return callers.functionOf(request);
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

  /** Returns the entry of a call that has just come, before anything is done about it. */
  public JournalEntry.ConnectionsCall begun(String connectionId, HttpRequest request) {
    return new JournalEntry.ConnectionsCall(
        recorder.time().now(),
        connectionId,
        request.method(),
        UNANSWERED,
        functionOf(request),
        ManagementReasons.unanswered());
  }

  /**
   * Returns the answer to a call that is made to fail.
   *
   * @param entry what the journal would say without that
   * @param status the HTTP status that its caller gets
   */
  public Done failed(JournalEntry.ConnectionsCall entry, int status) {
    HttpResponse answer = error(ManagementErrors.of(status), "");
    return new Done(
        new HttpResponse(status, answer.headers(), answer.body()),
        answered(entry, status, ManagementReasons.fault(status)));
  }

  /** Returns what the journal is to say of a call whose caller never gets an answer. */
  public JournalEntry.ConnectionsCall unanswered(JournalEntry.ConnectionsCall entry) {
    return answered(entry, UNANSWERED, ManagementReasons.unanswered());
  }

  private static JournalEntry.ConnectionsCall answered(
      JournalEntry.ConnectionsCall entry, int status, Reason why) {
    return new JournalEntry.ConnectionsCall(
        entry.at(), entry.connectionId(), entry.method(), status, entry.functionName(), why);
  }

  /** Answers a call whose body is over the message quota, as what stands before the API does. */
  public HttpResponse tooLarge() {
    return new HttpResponse(
        ManagementErrors.TOO_LARGE.status, List.of(HttpResponse.KEEP_ALIVE), EMPTY);
  }

  private CallOutcome answer(DeployedStage stage, String id, HttpRequest request, Instant now) {
    Connection found = connections.find(id).orElse(null);
    if (found == null) {
      return new CallOutcome(gone(now), ManagementReasons.gone());
    }
    if (!found.stage().isSameApi(stage)) {
      return new CallOutcome(gone(now), ManagementReasons.otherApi(found.stage().api().apiId()));
    }
    return switch (request.method()) {
      case "POST" -> post(found, request, now);
      case "GET" -> new CallOutcome(get(found, now), null);
      default -> new CallOutcome(delete(found, now), null);
    };
  }

  private CallOutcome post(Connection connection, HttpRequest request, Instant now) {
    String text = new String(request.body(), StandardCharsets.UTF_8);
    String callId = request.header(HttpRequest.CALL).orElse(null);
    if (!connection.send(ClientChannel.Message.posted(text, callId))) {
      boolean gone = connections.find(connection.id()).isEmpty();
      return gone
          ? new CallOutcome(gone(now), ManagementReasons.gone())
          : new CallOutcome(
              error(ManagementErrors.LIMIT_EXCEEDED, ""), ManagementReasons.tooSlow());
    }
    connection.active(now, recorder.time().nanos());
    RouteMetrics metrics = connection.stage().parts().implied().post();
    metrics.message();
    metrics.ended(RequestError.NONE);
    return new CallOutcome(new HttpResponse(200, traced(identifiers(null), now), EMPTY), null);
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
    return new HttpResponse(
        200, traced(identifiers(null), now), body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse delete(Connection connection, Instant now) {
    connection.close(CloseCause.DELETED);
    return new HttpResponse(204, traced(identifiers(null), now), EMPTY);
  }

  private static HttpResponse gone(Instant now) {
    return new HttpResponse(
        ManagementErrors.GONE.status, traced(identifiers(ManagementErrors.GONE), now), EMPTY);
  }

  /** Returns the answer to a call that is refused. */
  static HttpResponse error(ManagementErrors error, String body) {
    return new HttpResponse(
        error.status, identifiers(error), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the headers of every answer of the API, in the service's order and spelling. */
  private static List<HttpRequest.Header> identifiers(@Nullable ManagementErrors error) {
    List<HttpRequest.Header> headers = new ArrayList<>();
    headers.add(new HttpRequest.Header("Content-Type", "application/json"));
    headers.add(HttpResponse.KEEP_ALIVE);
    headers.add(new HttpRequest.Header("x-amzn-RequestId", UUID.randomUUID().toString()));
    if (error != null) {
      headers.add(new HttpRequest.Header("x-amzn-ErrorType", error.errorType));
    }
    headers.add(new HttpRequest.Header("x-amz-apigw-id", Identifiers.requestId()));
    return headers;
  }

  private static List<HttpRequest.Header> traced(List<HttpRequest.Header> headers, Instant now) {
    headers.add(
        new HttpRequest.Header("X-Amzn-Trace-Id", Identifiers.traceId(now.getEpochSecond())));
    return headers;
  }
}
