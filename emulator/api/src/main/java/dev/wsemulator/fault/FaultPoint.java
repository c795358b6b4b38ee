package dev.wsemulator.fault;

import java.util.List;

/** The place where a fault happens. */
public enum FaultPoint {
  /** A handshake has arrived and is not decided yet. */
  HANDSHAKE("a handshake", "api stage share"),
  /** The authorizer and {@code $connect} are about to run for a client. */
  CONNECTING(
      "a client that is about to be connected, before the authorizer and $connect run",
      "api stage connection route share"),
  /** A client's message has arrived and is not routed yet. */
  FROM_CLIENT("a message from a client", "api stage connection route idle age share"),
  /** A message is about to go to a client. */
  TO_CLIENT("a message to a client", "api stage connection idle age share"),
  /** A part of a message has passed, either way, and is not its last. */
  BETWEEN_FRAGMENTS(
      "a message in several fragments", "api stage connection direction idle age share"),
  /**
   * A function is about to run. A fault that ends a connection ends that of the client for which
   * the function runs, while it runs; a function without an open connection is not an occasion.
   * While {@code $connect} or the authorizer runs, no connection exists: see {@link #CONNECTING}.
   */
  INVOCATION(
      "a function that is about to run",
      "api stage connection route function alias concurrency idle age share"),
  /** A function has done its work, and its caller does not know yet. */
  INVOCATION_RESULT(
      "a function that has done its work",
      "api stage connection route function alias idle age share"),
  /** {@code $disconnect} is about to be delivered. */
  DISCONNECT("the end of a connection", "api stage connection route idle age share"),
  /** A call of {@code @connections} has arrived and is not processed yet. */
  CONNECTIONS_CALL("a call of @connections", "api stage connection idle age share"),
  /** What an {@code @connections} call wants is done, and its caller is not answered yet. */
  CONNECTIONS_ANSWER("the answer to a call of @connections", "api stage connection idle age share"),
  /**
   * A stage that is served is about to be served otherwise, because calls have deployed its API
   * anew or changed its settings. Until it is late enough, the old and the new are served in turns.
   */
  DEPLOYMENT("a deployment by a call", "api"),
  /**
   * A service of the back end is called, and nothing is done about it yet. Only what runs in the
   * emulator's process: the embedded services and the stub of Amazon Translate. Functions are known
   * by their access keys, those that are served elsewhere are not; of statements in PartiQL only
   * the operation is known.
   */
  BACK_END(
      "a call of a service of the back end", "service function table index bucket operation key"),
  /**
   * A batch of a queue or of a table's stream is about to go to the function of its event source
   * mapping. Each attempt is an occasion. Queues and streams lose nothing: what a function has not
   * processed comes again.
   */
  BATCH("a batch of a queue or a stream", "service source function"),
  /**
   * An event of a bucket, a topic or a rule with a pattern is about to go to one of its targets.
   * Services promise to deliver it at least once, in no order, and soon.
   */
  EVENT("an event of a bucket, a topic or a rule", "service source function"),
  /**
   * A schedule of EventBridge Scheduler, or of a rule, is due, and one of its targets is about to
   * get its event.
   */
  SCHEDULE("a schedule that is due", "service source function"),
  /**
   * A TCP connection is accepted, and nothing of it is read yet. Nothing is known of it: a tool or
   * a back end is an occasion as well as a client. A connection within a tunnel is none.
   */
  ACCEPT("a TCP connection", ""),
  /** The first message of a client that speaks TLS is there, and is not answered yet. */
  TLS_HANDSHAKE("a client that speaks TLS", "");

  private final String occasion;
  private final List<String> matchers;

  FaultPoint(String occasion, String matchers) {
    this.occasion = occasion;
    this.matchers = matchers.isEmpty() ? List.of() : List.of(matchers.split(" "));
  }

  /** Returns what a rule waits for here, in words that follow "waits for". */
  public String occasion() {
    return occasion;
  }

  /**
   * Returns what is known here of an occasion, and so what a rule can be for, in the words of the
   * admin API: {@code api}, {@code stage}, {@code connection} and so on.
   */
  public List<String> matchers() {
    return matchers;
  }
}
