package dev.wsemulator.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log keeps the last value of each path, whatever happens to its writer. */
class StateLogTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("things.log");
  }

  private static StateChange put(String path, @Nullable String json) {
    return new StateChange(path, json);
  }

  private Map<String, String> kept() {
    Map<String, String> all = new LinkedHashMap<>();
    try (StateLog log = StateLog.open(file)) {
      log.read((path, value) -> all.put(path, value.text()));
    }
    return all;
  }

  private void write(StateChange... changes) {
    try (StateLog log = StateLog.open(file)) {
      log.force(log.append(List.of(changes)));
    }
  }

  @Test
  void theLastValueOfEachPathIsKeptAndWhatIsRemovedIsGoneWithAllBelow() {
    write(put("/a", "1"), put("/a/b", "2"), put("/ab", "3"), put("/c", "\"ü\\n\""));
    write(put("/a", null), put("/c", "{\"x\":[1,2.5,null]}"));
    assertThat(kept()).isEqualTo(Map.of("/ab", "3", "/c", "{\"x\":[1,2.5,null]}"));
  }

  @Test
  void aLogWithoutItsCloseIsWhole() {
    StateLog killed = StateLog.open(file);
    killed.append(List.of(put("/a", "1")));
    assertThat(kept()).containsOnlyKeys("/a");
    killed.close();
  }

  @Test
  void aHalfLastLineIsDroppedAndTheNextIsWritten() throws IOException {
    write(put("/a", "1"));
    byte[] whole = Files.readAllBytes(file);
    write(put("/b", "2"));
    byte[] both = Files.readAllBytes(file);
    for (int length = whole.length; length < both.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(both, length));
      assertThat(kept()).as("%d bytes", length).containsOnlyKeys("/a");
    }
    write(put("/c", "3"));
    assertThat(kept()).containsOnlyKeys("/a", "/c");
  }

  @Test
  void damageInTheMiddleIsNamedByFileAndLine() throws IOException {
    write(put("/a", "1"));
    write(put("/b", "2"));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).replace("/a", "/x"));
    Files.write(file, lines);
    assertThatThrownBy(() -> StateLog.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file + ", line 2: the file is damaged")
        .hasMessageContaining("start with another folder");
  }

  @Test
  void aFileOfAnotherVersionIsRefused() throws IOException {
    write(put("/a", "1"));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String head = "{\"format\":7}";
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(head.getBytes(StandardCharsets.UTF_8));
    lines.set(0, "%08x %s".formatted(crc.getValue(), head));
    Files.write(file, lines);
    assertThatThrownBy(() -> StateLog.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file + ", line 1: another version of the emulator has written this");
  }

  @Test
  void aFileWithoutAHeadIsThatOfAnEarlierVersion() throws IOException {
    write(put("/a", "1"));
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(1, lines.size()));
    assertThat(kept()).containsOnlyKeys("/a");
  }

  @Test
  void theFileDoesNotGrowWithoutEnd() throws Exception {
    try (StateLog log = StateLog.open(file)) {
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        String path = "/" + w;
        String json = "\"" + "x".repeat(1_000) + "\"";
        Thread writer =
            new Thread(
                () -> {
                  for (int i = 0; i < 2_500; i++) {
                    log.append(List.of(put(path + "/" + i % 10, json)));
                  }
                  log.force();
                });
        writer.start();
        writers.add(writer);
      }
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(log.below("/3")).hasSize(10);
    }
    assertThat(Files.size(file)).isLessThan(3 << 20);
    assertThat(kept()).hasSize(40);
  }

  @Test
  void aClosedLogTakesNothing() {
    StateLog log = StateLog.open(file);
    log.close();
    assertThatThrownBy(() -> log.append(List.of(put("/a", "1"))))
        .hasRootCauseMessage("it is closed");
  }

  @Test
  void twoEmulatorsDoNotShareAFolder() {
    try (StateFolder first = StateFolder.open(folder)) {
      assertThatThrownBy(() -> StateFolder.open(first.path()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("used by another emulator");
    }
    StateFolder.open(folder).close();
  }
}
