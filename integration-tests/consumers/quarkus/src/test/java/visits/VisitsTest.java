package visits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wsemulator.junit.WebSocketApiTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../quarkus")
class VisitsTest implements Story, OwnLibraries, Silent {
  @Inject Door door;

  @Test
  void theTestHasTheApplicationsBeansToo() {
    assertTrue(door.isOpen());
  }
}
