package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../modules")
class VisitsTest implements Story, OwnLibraries, Silent {

  @Test
  void theEmulatorConsistsOfModules() {
    assertEquals("visits", VisitsTest.class.getModule().getName());
    assertEquals("dev.wsemulator", WebSocketApiEmulator.class.getModule().getName());
    assertEquals("dev.wsemulator.junit", TestClient.class.getModule().getName());
  }
}
