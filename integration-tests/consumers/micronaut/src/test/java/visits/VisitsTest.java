package visits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wsemulator.junit.WebSocketApiTest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@MicronautTest
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../micronaut")
class VisitsTest implements Story, OwnLibraries, Silent, OwnLog {
  @Inject private ApplicationContext application;

  @Test
  void theTestHasTheApplicationsOwnContextToo() {
    assertTrue(application.isRunning());
    assertTrue(application.containsBean(Guestbook.class));
  }
}
