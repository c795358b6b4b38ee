package dev.wsemulator.internal.metrics;

/** The cause of a failed request: the client, the gateway or the back end. */
public enum RequestError {
  /** It did not fail. */
  NONE,
  /** The client's: it is answered with 4XX, by the gateway or by a function. */
  CLIENT,
  /** The back end's, if it is not a function: its status is 4XX or 5XX. */
  INTEGRATION,
  /** An error of the back end: the status is 5XX. */
  EXECUTION;

  /** Returns the error of a request that gets no further than the gateway. */
  public static RequestError ofGateway(int status) {
    return status < 500 ? CLIENT : EXECUTION;
  }
}
