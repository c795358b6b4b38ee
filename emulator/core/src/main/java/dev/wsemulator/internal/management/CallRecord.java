package dev.wsemulator.internal.management;

import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.logging.AccessLog;
import dev.wsemulator.internal.logging.RequestRecord;
import dev.wsemulator.internal.logging.RequestRecord.Iam;
import dev.wsemulator.internal.logging.RequestRecord.Ids;
import dev.wsemulator.internal.logging.RequestRecord.IntegrationCall;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code @connections}, for the stage's access log (REC-092).
 *
 * @param stage the stage whose endpoint was called
 * @param connectionId the connection
 * @param request the call
 * @param at the time of arrival
 */
record CallRecord(DeployedStage stage, String connectionId, HttpRequest request, Instant at) {
  /** Those of calls that got as far as a connection, or where one was. */
  private static final Set<Integer> LOGGED = Set.of(200, 204, 410);

  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Writes the call's line, if the stage has an access log. */
  void write(HttpResponse answer, Supplier<@Nullable CallerPrincipal> caller) {
    AccessLog log = stage.parts().accessLog();
    if (log == null || !log.isOn() || !LOGGED.contains(answer.status())) {
      return;
    }
    log.write(
        new RequestRecord(
            new RequestRecord.Endpoint(
                stage.api().apiId(), stage.stage().stageName(), request.header("Host").orElse("")),
            new RequestRecord.Client(connectionId, null, identity(caller.get()), null),
            new RequestRecord.Request(
                ids(answer.headers()),
                "CONNECTION_API",
                request.method() + " /@connections/{connectionId}",
                null,
                CLF.format(at),
                at.toEpochMilli()),
            new RequestRecord.Result(
                answer.status(), null, new IntegrationCall(0L, null, null), null)));
  }

  private RequestRecord.CallerIdentity identity(@Nullable CallerPrincipal caller) {
    Iam iam =
        caller == null ? null : new Iam(null, caller.userId(), caller.userId(), caller.arn(), null);
    return new RequestRecord.CallerIdentity(
        request.header(HttpRequest.SOURCE).orElse("-"),
        request.header("User-Agent").orElse(null),
        null,
        null,
        iam);
  }

  private static Ids ids(List<HttpRequest.Header> headers) {
    return new Ids(value(headers, "x-amzn-requestid"), value(headers, "x-amz-apigw-id"));
  }

  private static String value(List<HttpRequest.Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(HttpRequest.Header::value)
        .findFirst()
        .orElse("-");
  }
}
