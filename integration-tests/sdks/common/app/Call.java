package app;

/** One call of an AWS service. */
interface Call {
  /** Makes the call, and returns what came of it. */
  String make(String event) throws Exception;
}
