package visits;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.junit.WebSocketApiTest;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../junit-5.10")
class VisitsTest implements Story, OwnLibraries, Silent {

  @Test
  void theEmulatorsAssertionsGoWithTheProjectsAssertJ(TestClient client, TestJournal journal) {
    client.send("Grace");
    assertThat(Story.answer(client)).isEqualTo("Welcome, Grace!");
    assertThat(journal).hasInvoked("shared-Visit", 1);
  }
}
