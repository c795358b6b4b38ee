package dev.wsemulator.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(WINDOWS)
class PrivateFilesTest {
  @TempDir private Path folder;

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder)).toList();
    }
  }

  @Test
  void whatExistsKeepsItsPermissions() throws Exception {
    Path file = Files.createFile(folder.resolve("there"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    try (Writer out = PrivateFiles.writer(file, StandardOpenOption.WRITE)) {
      out.write("é\ud800");
    }
    assertThat(permissions(file)).isEqualTo("rw-r-----");
    assertThat(Files.readString(file)).isEqualTo("é?");
  }

  @Test
  void everythingThatAnEmulatorKeepsIsItsOwnersOnly() throws Exception {
    try (Rig rig =
        new Rig()
            .echo()
            .also(builder -> builder.logTo(folder.resolve("logs/deep")))
            .also(builder -> builder.state(folder.resolve("state")))
            .start()) {
      rig.emulator().writeJournal(folder.resolve("journal.jsonl"));
      rig.emulator().record(folder.resolve("recording.jsonl"));
      try (RawClient client = rig.open()) {
        client.text("hello");
        client.read();
      }
    }
    List<Path> kept = below(folder);
    assertThat(kept)
        .extracting(path -> folder.relativize(path).toString())
        .contains("logs/deep", "state/lock", "journal.jsonl", "recording.jsonl");
    assertThat(kept)
        .allSatisfy(
            path ->
                assertThat(permissions(path))
                    .as(path.toString())
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
  }
}
