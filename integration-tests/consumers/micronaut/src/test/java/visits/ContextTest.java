package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Micronaut's own tests offer its beans as parameters, and so AWS's clients: none are asked for. */
@MicronautTest
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../micronaut")
class ContextTest {
  @Inject private ApplicationContext application;

  @Test
  void theTestHasTheApplicationsContextToo(TestClient client) {
    assertTrue(application.containsBean(Guestbook.class));
    client.send("Grace");
    assertEquals("Welcome, Grace!", Story.answer(client));
  }
}
