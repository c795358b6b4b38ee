package visits

import dev.wsemulator.journal.JournalEntry.Invoked
import dev.wsemulator.junit.TestClient
import dev.wsemulator.junit.TestJournal
import dev.wsemulator.junit.WebSocketApiTest
import kotlin.test.Test
import kotlin.test.assertEquals

@WebSocketApiTest(template = "../shared/template.yaml", parameters = ["Code=../kotlin"])
class VisitsTest : Story, OwnLibraries, Silent {
  @Test
  fun `a test in Kotlin takes what it needs as parameters`(client: TestClient, journal: TestJournal) {
    client.send("Grace")
    assertEquals("Welcome, Grace!", Story.answer(client))
    assertEquals("success", journal.next(Invoked::class.java, Story.PATIENCE).outcome())
  }
}
