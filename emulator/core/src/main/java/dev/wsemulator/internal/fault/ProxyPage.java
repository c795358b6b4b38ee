package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.IntermediaryAnswer;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the answers of proxies, which have nothing of the gateway's. */
public final class ProxyPage {
  private ProxyPage() {}

  /** Returns the response with a proxy's headers and body, complete but for its length. */
  public static HttpResponse of(IntermediaryAnswer answer) {
    List<Header> headers = new ArrayList<>();
    for (String line : answer.headers()) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    if (!answer.contentType().isEmpty()) {
      headers.add(new Header("Content-Type", answer.contentType()));
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    return new HttpResponse(answer.status(), headers, body);
  }
}
