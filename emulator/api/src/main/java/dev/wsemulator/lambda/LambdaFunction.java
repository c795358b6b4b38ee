package dev.wsemulator.lambda;

/**
 * A function as Lambda sees it: bytes in, bytes out. Implementations are called from several
 * threads at once unless their concurrency is limited.
 */
@FunctionalInterface
public interface LambdaFunction {

  /**
   * Returns the function's answer, as JSON.
   *
   * @param event the event, as JSON
   * @throws Exception what the function fails with; it becomes a function error, as on Lambda
   */
  byte[] invoke(byte[] event) throws Exception;
}
