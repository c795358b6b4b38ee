package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** APIs and functions are there again after a restart, if there is a folder for them. */
class KeptStateTest {
  @TempDir private Path folder;

  @Test
  void apisAndFunctionsAreServedAgain() throws IOException {
    String api;
    try (Caller caller = start()) {
      caller.create(
          "/2015-03-31/functions",
          FunctionsTest.definition("Hello", "greet", "moon", FunctionsTest.jar()));
      api = caller.api("chat");
      caller.route(api, "$default", "Hello");
      caller.create(api + "/stages", "{'stageName':'prod'}");
      caller.create(api + "/deployments", "{'stageName':'prod'}");
      caller.route(api, "later", "Nobody");
    }
    try (Caller caller = start();
        RawClient client = RawClient.open(caller.url(api, "prod"))) {
      client.text("{\"action\":\"later\"}");
      assertThat(client.read().text()).isEqualTo("hello moon");
      assertThat(Caller.text(caller.get(api + "/routes"), "items")).contains("later");
      caller.delete(api);
      caller.delete("/2015-03-31/functions/Hello");
    }
    try (Caller caller = start()) {
      assertThat(caller.call("GET", api, "").statusCode()).isEqualTo(404);
      assertThat(caller.call("GET", "/2015-03-31/functions/Hello", "").statusCode()).isEqualTo(404);
      try (Stream<Path> code = Files.list(folder.resolve("code"))) {
        assertThat(code).isEmpty();
      }
    }
  }

  private Caller start() {
    return new Caller(WebSocketApiEmulator.builder().state(folder).start());
  }
}
