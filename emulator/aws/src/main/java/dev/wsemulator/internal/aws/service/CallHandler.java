package dev.wsemulator.internal.aws.service;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole request of a service whose calls are answered at once. Signatures are not
 * verified. Thread-safe.
 */
public final class CallHandler extends Handler.Abstract {
  private final Calls calls;
  private final Runnable whenStopped;

  /** Answers calls. */
  @FunctionalInterface
  public interface Calls {
    /** Returns the answer to a call, errors included. */
    AwsResponse answer(Call call);
  }

  /**
   * A call.
   *
   * @param method the HTTP method
   * @param path the path, as it was sent
   * @param query the query, as it was sent; may be {@code null}
   * @param operation what {@code X-Amz-Target} names behind its dot; empty without the header
   * @param caller the access key that has signed; empty without a signature
   * @param body the body
   */
  public record Call(
      String method,
      String path,
      @Nullable String query,
      String operation,
      String caller,
      byte[] body) {}

  /**
   * Creates it.
   *
   * @param whenStopped runs when the service ends
   */
  public CallHandler(Calls calls, Runnable whenStopped) {
    this.calls = calls;
    this.whenStopped = whenStopped;
  }

  @Override
  protected void doStop() throws Exception {
    whenStopped.run();
    super.doStop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = request.getHeaders().get("X-Amz-Target");
    Call call =
        new Call(
            request.getMethod(),
            request.getHttpURI().getPath(),
            request.getHttpURI().getQuery(),
            target == null ? "" : target.substring(target.indexOf('.') + 1),
            caller(request.getHeaders().get(HttpHeader.AUTHORIZATION)),
            body);
    calls.answer(call).write(response, callback);
    return true;
  }

  private static String caller(@Nullable String authorization) {
    int begin = authorization == null ? -1 : authorization.indexOf("Credential=");
    if (authorization == null || begin < 0) {
      return "";
    }
    String credential = authorization.substring(begin + "Credential=".length());
    return credential.substring(0, Math.max(0, credential.indexOf('/')));
  }
}
