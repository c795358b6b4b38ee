package dev.wsemulator.internal.aws.service;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The operation that a request of AWS's JSON or query protocol names: in {@code X-Amz-Target}, or
 * as the {@code Action} of a form.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public final class RequestedOperation {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

  private RequestedOperation() {}

  /** Returns it, or {@code null} if the request names none. */
  public static @Nullable String of(Request request, Supplier<byte[]> body) {
    String target = request.getHeaders().get("X-Amz-Target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    String query = request.getHttpURI().getQuery();
    String inQuery = query == null ? null : action(query);
    return inQuery == null ? action(new String(body.get(), StandardCharsets.UTF_8)) : inQuery;
  }

  private static @Nullable String action(String form) {
    Matcher action = ACTION.matcher(form);
    return action.find() ? action.group(1) : null;
  }
}
