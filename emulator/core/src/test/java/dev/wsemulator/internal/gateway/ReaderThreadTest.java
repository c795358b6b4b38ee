package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an API's owner wrote does not hold up the thread that reads from a client. */
class ReaderThreadTest {

  /** A quarter of a million rounds, which take a while but end within the bounds. */
  private static final String SLOW =
      "#foreach($i in [1..500])#foreach($j in [1..500])#set($x = $i)#end#end{\"statusCode\":200}";

  /** So many that they are at work when the answer to another message is there. */
  static final int MANY = 20;

  /** Sends many messages that take a while and one that does not; returns how many precede it. */
  static int answersBefore(RawClient client, String slow, String quick) throws IOException {
    for (int i = 0; i < MANY; i++) {
      client.text(slow);
    }
    client.text(quick);
    int before = 0;
    while (!client.read().text().equals(quick)) {
      before++;
    }
    return before;
  }

  @Aws("DC-01")
  @Test
  void aSlowTemplateOfDisconnectDoesNotHoldUpOtherClients() throws Exception {
    Integration slow = new Integration.Mock(Transformation.builder().requestTemplate(SLOW).build());
    try (Rig rig = new Rig().route(Route.of("$disconnect", slow)).echo().start();
        RawClient client = rig.open()) {
      client.text("warm");
      assertThat(client.read().text()).isEqualTo("warm");
      for (int i = 0; i < MANY; i++) {
        rig.open().close();
      }
      client.text("quick");
      assertThat(client.read().text()).isEqualTo("quick");
      assertThat(disconnects(rig)).isLessThan(MANY);
      await().atMost(Duration.ofMinutes(2)).until(() -> disconnects(rig) == MANY);
    }
  }

  private static long disconnects(Rig rig) {
    return rig.emulator().journal().entries().stream()
        .filter(RequestEnded.class::isInstance)
        .filter(entry -> "$disconnect".equals(((RequestEnded) entry).routeKey()))
        .count();
  }

  @Aws("RT-27")
  @Test
  void aSlowTemplateDoesNotHoldUpTheNextMessage() throws Exception {
    Integration slow =
        new Integration.Mock(
            Transformation.of(IntegrationResponse.of("$default", "slow")).toBuilder()
                .requestTemplate(SLOW)
                .build());
    try (Rig rig = new Rig().route(Route.twoWay("slow", slow)).echo().start();
        RawClient client = rig.open()) {
      client.text("warm");
      assertThat(client.read().text()).isEqualTo("warm");
      assertThat(answersBefore(client, "{\"action\":\"slow\"}", "quick")).isLessThan(MANY);
    }
  }
}
