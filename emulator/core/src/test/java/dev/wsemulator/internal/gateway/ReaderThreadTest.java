package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an API's owner wrote does not hold up the thread that reads from a client. */
class ReaderThreadTest {

  /** A quarter of a million rounds, which take a while but end within the bounds. */
  private static final String SLOW =
      "#foreach($i in [1..500])#foreach($j in [1..500])#set($x = $i)#end#end{\"statusCode\":200}";

  @Tag("RT-27")
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
      client.text("{\"action\":\"slow\"}");
      client.text("quick");
      assertThat(client.read().text()).isEqualTo("quick");
      assertThat(client.read().text()).isEqualTo("slow");
    }
  }
}
