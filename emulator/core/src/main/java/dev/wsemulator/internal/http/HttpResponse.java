package dev.wsemulator.internal.http;

import java.util.List;

/**
 * An HTTP response, complete but for its length. Immutable by convention: the body must not be
 * modified.
 *
 * @param status the status
 * @param headers the headers, in order
 * @param body the body; may be empty
 */
public record HttpResponse(int status, List<HttpRequest.Header> headers, byte[] body) {
  /** Says that more requests may follow. */
  public static final HttpRequest.Header KEEP_ALIVE =
      new HttpRequest.Header("Connection", "keep-alive");
}
