package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DefaultRouteTest {
  @Test
  void clientIsToldEveryActionItMaySend() {
    String body =
        new DefaultRoute()
            .handleRequest(Events.message("c1=", "hi"), new FakeInvocation())
            .getBody();
    Map<String, Object> usage = Json.object(body).orElseThrow();
    assertThat(usage).containsEntry("type", "usage").containsKey("message");
    assertThat((List<?>) usage.get("actions"))
        .extracting(action -> ((Map<?, ?>) action).get("action"))
        .isEqualTo(List.of("echomessage", "upload", "translate"));
  }
}
