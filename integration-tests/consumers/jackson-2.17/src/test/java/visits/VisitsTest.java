package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../jackson-2.17")
class VisitsTest implements Story, OwnLibraries, Silent {

  @Test
  void theProjectsJacksonReadsWhatTheJournalHas(WebSocketApiEmulator emulator, TestClient client)
      throws Exception {
    client.send("Grace");
    assertEquals("Welcome, Grace!", Story.answer(client));
    String event = emulator.journal().cursor().next(Invoking.class, PATIENCE).event().text();
    JsonNode request = new ObjectMapper().readTree(event).get("requestContext");
    assertEquals("$default", request.get("routeKey").asText());
  }
}
