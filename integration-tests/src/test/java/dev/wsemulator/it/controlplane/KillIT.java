package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was answered is kept, though the process is killed. */
class KillIT {
  @TempDir private Path folder;

  @Test
  void nothingThatWasAnsweredIsLost() throws Exception {
    int times = Integer.getInteger("kills", 2);
    KillRounds rounds = new KillRounds(folder, 42);
    int answered = 0;
    for (int round = 0; round < times; round++) {
      answered += rounds.play();
    }
    assertThat(answered).isGreaterThanOrEqualTo(10 * times);
  }
}
