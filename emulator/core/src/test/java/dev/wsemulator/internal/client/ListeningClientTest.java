package dev.wsemulator.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.engine.ClientEngine.Listener;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningClientTest {
  private static final Listener DEAF =
      new Listener() {
        @Override
        public void onMessage(String message) {}

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(int code, String reason) {}
      };

  @Test
  void smallFramesAreSentAtOnce() {
    URI url = URI.create("ws://127.0.0.1:1/dev");
    ListeningClient client = new ListeningClient(url, Map.of(), List.of(), DEAF);
    assertThat(client.isTcpNoDelay()).isTrue();
  }
}
