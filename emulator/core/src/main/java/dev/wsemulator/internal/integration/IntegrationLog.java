package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes to the execution log what a back end is sent and what it answers.
 *
 * @param request what it is called for
 * @param time the clock
 * @param begin when the call began, in nanoseconds; 0 if nothing is written
 */
record IntegrationLog(IntegrationRequest request, TimeSource time, long begin) {
  static IntegrationLog of(IntegrationRequest request, TimeSource time) {
    return new IntegrationLog(request, time, request.log().showsPayloads() ? time.nanos() : 0);
  }

  boolean isOn() {
    return request.log().showsPayloads();
  }

  void sent(String uri, Map<String, List<String>> headers, byte[] body) {
    request.log().calling(request.requestId(), uri, headers, body);
  }

  void answered(BackendResponse response) {
    if (isOn()) {
      Duration latency = Duration.ofNanos(time.nanos() - begin);
      request.log().called(request.requestId(), response.status(), latency.toMillis());
      request.log().callAnswer(request.requestId(), response.headers(), response.body());
    }
  }
}
