package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.replay.ReplayTarget.PlayedCall;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs calls anew, with the key that local tools use: old signatures have expired. */
final class Signatures {
  private Signatures() {}

  /** Returns the headers that sign a call. */
  static Map<String, String> of(PlayedCall call, String region) {
    List<Header> headers = List.of(new Header("Host", call.url().getRawAuthority()));
    HttpRequest plain =
        new HttpRequest(call.method(), call.url().getRawPath(), "", headers, call.body());
    Map<String, String> signed = new LinkedHashMap<>();
    new RequestSigner(AccessKey.TEST, region)
        .headers(plain, "execute-api", TimeSource.system().now())
        .forEach(header -> signed.put(header.name(), header.value()));
    return signed;
  }
}
