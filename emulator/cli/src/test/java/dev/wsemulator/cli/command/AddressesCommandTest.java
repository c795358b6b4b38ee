package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Rig;
import dev.wsemulator.cli.Rig.Run;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressesCommandTest {
  private final Rig rig = new Rig(Rig.ECHO);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anAddressIsOpenedAndTheOldOneRefusesUntilItIsAcceptedAgain() {
    int first = rig.emulator().port();
    assertThat(rig.run("addresses").out().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .matches(rig.url() + " +accepted");
    URI second = URI.create(rig.run("addresses", "open").out());
    assertThat(rig.emulator().addresses().all()).hasSize(2).containsEntry(second, true);
    assertThat(rig.run("addresses", "refuse", Integer.toString(first)).out())
        .contains("refused", "accepted");
    Run unreachable = rig.run("addresses");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.err()).contains("No emulator responds at");
    List<String> again =
        List.of("addresses", "accept", Integer.toString(first), "--url", second.toString());
    assertThat(Run.of(again.toArray(String[]::new)).out()).doesNotContain("refused");
    assertThat(rig.run("addresses", "--output", "json").json().path("addresses")).hasSize(2);
  }

  @Test
  void connectionsAreRefusedForATime() {
    int port = rig.emulator().port();
    Run forever = rig.run("addresses", "refuse", Integer.toString(port));
    assertThat(forever.code()).isEqualTo(1);
    assertThat(forever.err()).contains("Open another address first", "or add \"for\"");
    URI second = rig.emulator().addresses().open();
    rig.run("addresses", "refuse", Integer.toString(second.getPort()), "--for", "1h");
    assertThat(rig.emulator().addresses().all()).containsEntry(second, false);
    assertThat(rig.run("addresses", "accept", "1").err()).contains("no address with the port 1");
  }
}
