package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.routing.TargetRequest;
import java.util.List;
import java.util.Map;

/** Writes to the execution log what a back end is sent and what it answers. */
final class CallLog {
  private CallLog() {}

  static void sent(
      TargetRequest request, String uri, Map<String, List<String>> headers, byte[] body) {
    request.log().calling(request.requestId(), uri, headers, body);
  }

  static void answered(TargetRequest request, Reply reply) {
    request.log().callAnswer(request.requestId(), reply.headers(), reply.body());
  }

  static void answered(TargetRequest request, byte[] payload) {
    request.log().callAnswer(request.requestId(), Map.of(), payload);
  }
}
