package dev.wsemulator.internal.fault;

import dev.wsemulator.stack.BackEndCall;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;

/** A call of a service of the back end. */
final class BackEndTarget extends CallTarget {
  private final BackEndCall call;

  BackEndTarget(TimeSource time, BackEndCall call) {
    super(time, call::proceed, call::fail);
    this.call = call;
  }

  @Override
  public void stale(Duration by) {
    call.readPast(by);
  }

  @Override
  public void awsError(String code, String message) {
    ErrorCode error = ErrorCode.of(call.service(), code);
    call.fail(error.status(), code, message.isEmpty() ? error.message() : message);
  }
}
