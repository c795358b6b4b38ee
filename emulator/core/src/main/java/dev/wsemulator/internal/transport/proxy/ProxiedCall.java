package dev.wsemulator.internal.transport.proxy;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request for another host.
 *
 * @param request the request, with its body
 * @param response its response
 * @param callback ends the exchange
 * @param head the request without its body
 * @param service the AWS service that it is for, as in host names; empty if the host is not one of
 *     AWS's
 * @param answer answers in place of the other host, and ends the exchange
 */
public record ProxiedCall(
    Request request,
    Response response,
    Callback callback,
    HttpRequest head,
    String service,
    Consumer<HttpResponse> answer) {

  /** Answers with an error that SDKs show. */
  void fail(int status, String message) {
    answer.accept(ServiceErrors.notForwarded(status, message, head, service));
  }
}
