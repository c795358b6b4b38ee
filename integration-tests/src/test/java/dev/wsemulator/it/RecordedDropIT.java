package dev.wsemulator.it;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.junit.WebSocketApiTest;
import dev.wsemulator.replay.Replay;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(template = "../translator-app/template.yaml", virtualTime = true)
class RecordedDropIT {
  @Test
  void aClientVanishesAndTheOthersAreTold(WebSocketApiEmulator emulator) {
    Replay.of(Path.of("src/test/resources/vanishing-client.jsonl")).expectSame(emulator);
  }
}
