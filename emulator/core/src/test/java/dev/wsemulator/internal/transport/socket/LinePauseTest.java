package dev.wsemulator.internal.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinePauseTest {
  private final List<String> passed = new ArrayList<>();
  private final LinePause pause = new LinePause(new Object());

  @Test
  void aFrameThatComesWhileMessagesAreStillWrittenIsReadBehindThem() {
    pause.begin();
    pause.write(
        () -> {
          assertThat(pause.keeps(() -> passed.add("ping"))).isTrue();
          passed.add("1");
        });
    pause.write(() -> passed.add("2"));
    pause.end();
    assertThat(passed).containsExactly("1", "2", "ping");
  }

  @Test
  void aMessageThatIsSentWhileOthersAreStillWrittenGoesBehindThem() {
    pause.begin();
    pause.write(
        () -> {
          pause.write(() -> passed.add("3"));
          passed.add("1");
        });
    pause.write(() -> passed.add("2"));
    pause.end();
    assertThat(passed).containsExactly("1", "2", "3");
  }

  @Test
  void onlyTheEndOfTheLastPauseLetsMessagesPass() {
    pause.begin();
    pause.begin();
    pause.write(() -> passed.add("1"));
    pause.end();
    assertThat(passed).isEmpty();
    assertThat(pause.isOn()).isTrue();
    pause.end();
    assertThat(passed).containsExactly("1");
    assertThat(pause.isOn()).isFalse();
  }
}
