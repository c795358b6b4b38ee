package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Micronaut's own tests offer its beans as parameters, and so AWS's clients: those are not asked for. */
@MicronautTest
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../micronaut")
class ContextTest {
  @Inject private Guestbook guestbook;

  @Test
  void theTestHasTheApplicationsBeansToo(TestClient client) {
    assertNotNull(guestbook);
    client.send("Grace");
    assertEquals("Welcome, Grace!", Story.answer(client));
  }
}
