package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  @TempDir private Path folder;

  @Test
  void itHasEverythingToTheEndOfTheEmulator() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    try (Rig rig = new Rig().echo().route("$disconnect", Rig.OK).start()) {
      rig.emulator().writeJournal(file);
      RawClient client = rig.open();
      client.text("two\nlines");
      client.read();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).allMatch(line -> line.startsWith("{\"sequence\":") && line.endsWith("}"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("{\"sequence\":0,\"type\":\"Handshake\""))
        .anyMatch(line -> line.contains("\"body\":\"two\\nlines\""))
        .anyMatch(line -> line.contains("\\\"eventType\\\":\\\"DISCONNECT\\\""));
  }

  @Test
  void itEndsWhenItIsClosed() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      rig.emulator().writeJournal(file).close();
      client.text("unseen");
      client.read();
      assertThat(file).isEmptyFile();
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws Exception {
    try (Rig rig = new Rig().echo().start()) {
      assertThatThrownBy(() -> rig.emulator().writeJournal(folder))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("Name another one.");
    }
  }
}
