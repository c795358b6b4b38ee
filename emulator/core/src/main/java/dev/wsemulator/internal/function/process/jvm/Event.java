package dev.wsemulator.internal.function.process.jvm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event, and what the Runtime API says of it in headers. Immutable. */
final class Event {
  private final Map<String, String> headers;
  private final byte[] body;

  Event(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  byte[] body() {
    return body;
  }

  String requestId() {
    return headers.getOrDefault("Lambda-Runtime-Aws-Request-Id", "");
  }

  String invokedFunctionArn() {
    return headers.getOrDefault("Lambda-Runtime-Invoked-Function-Arn", "");
  }

  /** Returns the version of the function that is called, or {@code null}. */
  @Nullable String functionVersion() {
    return headers.get("Wsemulator-Function-Version");
  }

  /** Returns when its time is over, in milliseconds since 1970. */
  long deadline() {
    return Long.parseLong(headers.getOrDefault("Lambda-Runtime-Deadline-Ms", "0"));
  }

  @Nullable String traceId() {
    return headers.get("Lambda-Runtime-Trace-Id");
  }

  @Nullable String tenantId() {
    return headers.get("Lambda-Runtime-Aws-Tenant-Id");
  }
}
