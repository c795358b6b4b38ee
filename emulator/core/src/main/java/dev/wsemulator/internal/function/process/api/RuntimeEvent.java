package dev.wsemulator.internal.function.process.api;

import dev.wsemulator.internal.function.environment.Invocation;
import java.nio.charset.StandardCharsets;

/**
 * An event as the Runtime API hands it to a runtime. Immutable. On Lambda, a process runs one
 * version of a function; here it runs all, and a header that Lambda does not have tells which one
 * is called.
 *
 * @param id the invocation's id
 * @param answer the whole answer of HTTP
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next">Next
 *     invocation</a>
 */
public record RuntimeEvent(String id, byte[] answer) {

  /**
   * Returns the event of an invocation.
   *
   * @param now the time by the system's clock, which is the process's, in milliseconds since 1970
   */
  public static RuntimeEvent of(Invocation invocation, long now) {
    byte[] event = invocation.event();
    String head =
        "HTTP/1.1 200 OK\r\n"
            + "Content-Type: application/json\r\n"
            + "Lambda-Runtime-Aws-Request-Id: "
            + invocation.requestId()
            + "\r\nLambda-Runtime-Trace-Id: "
            + invocation.traceHeader()
            + "\r\nLambda-Runtime-Invoked-Function-Arn: "
            + invocation.invokedArn()
            + "\r\nWsemulator-Function-Version: "
            + invocation.version()
            + "\r\nLambda-Runtime-Deadline-Ms: "
            + (now + invocation.remainingMillis())
            + "\r\nContent-Length: "
            + event.length
            + "\r\n\r\n";
    byte[] answer = new byte[head.length() + event.length];
    System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, answer, 0, head.length());
    System.arraycopy(event, 0, answer, head.length(), event.length);
    return new RuntimeEvent(invocation.requestId(), answer);
  }
}
