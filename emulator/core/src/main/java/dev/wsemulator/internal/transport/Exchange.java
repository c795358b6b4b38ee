package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.http.HttpResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An HTTP request and its response. */
record Exchange(Request request, Response response, Callback callback) {

  /** Writes the answer and ends the exchange. */
  void answer(HttpResponse answer) {
    Responses.write(response, answer, callback);
  }
}
