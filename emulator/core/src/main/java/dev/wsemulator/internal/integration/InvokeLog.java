package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a function's invocation to the execution log as the request to Lambda that it is on AWS,
 * whose headers are made for the log (REC-097, REC-098).
 */
final class InvokeLog {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * How long a signed header and a session token are: secrets, of which only the ends are shown.
   */
  private static final int SIGNED = 275;

  private static final int TOKEN = 900;

  private final IntegrationLog log;
  private final String functionArn;
  private final String traceId;

  private InvokeLog(IntegrationLog log, String functionArn) {
    this.log = log;
    this.functionArn = functionArn;
    this.traceId =
        log.isOn() ? Identifiers.traceId(log.time().now().getEpochSecond()) : ""; // never read
  }

  /** Writes the request. */
  static InvokeLog sent(
      IntegrationRequest request, String functionArn, byte[] event, TimeSource time) {
    InvokeLog invocation = new InvokeLog(IntegrationLog.of(request, time), functionArn);
    if (invocation.log.isOn()) {
      invocation.log.sent(invocation.uri(), invocation.requestHeaders(event), event);
    }
    return invocation;
  }

  private Arn arn() {
    return Arn.parse(functionArn).orElseThrow();
  }

  private String host() {
    return "lambda." + arn().region() + ".amazonaws.com";
  }

  private String uri() {
    return "https://" + host() + "/2015-03-31/functions/" + functionArn + "/invocations";
  }

  private Map<String, List<String>> requestHeaders(byte[] event) {
    Map<String, Object> context = log.request().context();
    String hash = sha256(event);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    put(headers, "X-Amz-Date", AMZ_DATE.format(log.time().now()));
    put(headers, "x-amzn-apigateway-api-id", String.valueOf(context.get("apiId")));
    put(headers, "Accept", "application/json");
    put(headers, "User-Agent", "AmazonAPIGateway_" + context.get("apiId"));
    put(headers, "Host", host());
    put(headers, "X-Amz-Content-Sha256", hash);
    put(headers, "X-Amzn-Trace-Id", traceId);
    put(headers, "x-amzn-lambda-integration-tag", log.request().requestId());
    put(headers, "Authorization", "*".repeat(SIGNED - 6) + hash.substring(58));
    put(
        headers,
        "X-Amz-Source-Arn",
        Arn.ofExecuteApi(
            arn().region(),
            arn().accountId(),
            "%s/%s/%s"
                .formatted(context.get("apiId"), context.get("stage"), context.get("routeKey"))));
    put(headers, "X-Amz-Security-Token", "*".repeat(TOKEN));
    return headers;
  }

  /** Writes the answer, if Lambda gave one. */
  void answered(InvocationResult result) {
    if (!log.isOn()) {
      return;
    }
    result.accept(new Responses()).ifPresent(log::answered);
  }

  /** What Lambda answers, by the outcome of the invocation; nothing if it did not run. */
  private final class Responses implements InvocationResult.Visitor<Optional<BackendResponse>> {
    @Override
    public Optional<BackendResponse> success(InvocationResult.Success result) {
      byte[] body = result.payload();
      return Optional.of(new BackendResponse(200, responseHeaders(body, false), body, null));
    }

    @Override
    public Optional<BackendResponse> failed(InvocationResult.Failed result) {
      return Optional.of(functionError(result.message(), result.error().errorType()));
    }

    @Override
    public Optional<BackendResponse> timedOut(InvocationResult.TimedOut result) {
      return Optional.of(functionError(result.message(), "Sandbox.Timedout"));
    }

    @Override
    public Optional<BackendResponse> throttled(InvocationResult.Throttled result) {
      return Optional.empty();
    }

    @Override
    public Optional<BackendResponse> rejected(InvocationResult.Rejected result) {
      return Optional.empty();
    }
  }

  private BackendResponse functionError(String message, String errorType) {
    byte[] body =
        new JsonText()
            .open()
            .string("errorMessage", message)
            .string("errorType", errorType)
            .close()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return new BackendResponse(200, responseHeaders(body, true), body, null);
  }

  private Map<String, List<String>> responseHeaders(byte[] body, boolean isError) {
    Instant now = log.time().now();
    String id = Objects.requireNonNullElse(log.request().invocationId(), "");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    put(headers, "Date", HTTP_DATE.format(now));
    put(headers, "Content-Type", "application/json");
    put(headers, "Content-Length", String.valueOf(body.length));
    put(headers, "Connection", "keep-alive");
    put(headers, "x-amzn-RequestId", id);
    if (isError) {
      put(headers, "X-Amz-Function-Error", "Unhandled");
    }
    put(headers, "x-amzn-Remapped-Content-Length", "0");
    put(headers, "X-Amz-Executed-Version", "$LATEST");
    String span = sha256(id.getBytes(StandardCharsets.UTF_8));
    put(
        headers,
        "X-Amzn-Trace-Id",
        "%s;Parent=%s;Sampled=0;Lineage=1:%s:0"
            .formatted(traceId, span.substring(0, 16), span.substring(16, 24)));
    return headers;
  }

  private static void put(Map<String, List<String>> headers, String name, String value) {
    headers.put(name, List.of(value));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
