package dev.wsemulator.stack;

import dev.wsemulator.fault.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * A call of a service of the back end that has arrived and is not done yet. A {@link BackEnd} makes
 * one for each call; the emulator asks it what rules of faults want to know.
 */
public interface BackEndCall {

  /**
   * Returns the service, as in its endpoint's name: {@code s3}, {@code dynamodb}, {@code
   * translate}.
   */
  String service();

  /**
   * Returns what else is known of the call: operation, table, index, bucket and key. Asked for only
   * if a rule is in force, as it may have to read the request.
   */
  default Matcher facts() {
    return Matcher.ALL;
  }

  /**
   * Returns the ids by which the caller may be known: the access key that has signed, and the
   * application id of its SDK.
   */
  default List<String> callerIds() {
    return List.of();
  }

  /**
   * Lets the call proceed; on the thread of the caller of {@link BackEndContext.CallFilter#filter},
   * or on the clock's.
   */
  void proceed();

  /** Returns whether it reads, and may see the past. */
  default boolean mayReadPast() {
    return false;
  }

  /** Lets a call that may see the past proceed, and see what was there so long ago. */
  default void readPast(Duration by) {
    proceed();
  }

  /** Answers the call with an HTTP status. */
  void fail(int status);

  /** Answers the call with an error, in the service's protocol if the back end knows it. */
  default void fail(int status, String code, String message) {
    fail(status);
  }
}
