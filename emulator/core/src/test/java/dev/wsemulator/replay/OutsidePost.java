package dev.wsemulator.replay;

import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Calls {@code @connections} as a service outside of all functions does. */
final class OutsidePost {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private OutsidePost() {}

  /** Posts a text; returns the status of the answer. */
  static int send(Rig rig, String connectionId, String text) throws Exception {
    return call(rig, new OutsideCall("POST", connectionId, text), AccessKey.TEST);
  }

  /** What is called for a connection. */
  record OutsideCall(String method, String connectionId, String text) {}

  static int call(Rig rig, OutsideCall call, AccessKey key) throws Exception {
    URI url =
        URI.create(
            rig.url().toString().replaceFirst("^ws", "http")
                + "/@connections/"
                + URLEncoder.encode(call.connectionId(), StandardCharsets.UTF_8));
    byte[] body = call.text().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    dev.wsemulator.internal.http.HttpRequest plain =
        new dev.wsemulator.internal.http.HttpRequest(
            call.method(),
            url.getRawPath(),
            "",
            List.of(new Header("Host", url.getAuthority())),
            body);
    new RequestSigner(key, rig.emulator().stack().region())
        .headers(plain, "execute-api", Instant.now())
        .forEach(header -> request.header(header.name(), header.value()));
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
