package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import org.junit.jupiter.api.RepeatedTest;

/** The end of a connection, at the same time as the end of the emulator. */
class ClosingTest {

  @Aws("DC-10")
  @RepeatedTest(20)
  void whoeverHasClosedFirstIsTold() throws Exception {
    Rig rig = new Rig().route("$disconnect", Rig.OK).start();
    try (RawClient client = rig.open()) {
      client.frame(0x88, new byte[] {0x0f, (byte) 0xa1, 'b', 'y', 'e'});
      assertThat(client.read().closeCode()).isEqualTo(4001);
    } finally {
      rig.close();
    }
    assertThat(rig.emulator().journal().entries(JournalEntry.Closed.class))
        .singleElement()
        .satisfies(closed -> assertThat(closed.code()).isEqualTo(4001))
        .satisfies(closed -> assertThat(closed.reason()).isEqualTo("bye"));
    assertThat(Rig.at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
        .isEqualTo("4001");
  }
}
