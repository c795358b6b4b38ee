package dev.wsemulator.internal.controlplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger keeps the calls that were answered, and nothing of others. */
class FileLedgerTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("control.log");
    try (FileLedger ledger = FileLedger.open(folder, new Documents())) {
      ledger.append(List.of(put("/a", 1), put("/a/b/c", 2), put("/d", 3)));
      ledger.append(List.of(new Change("/a", null), put("/e", 4)));
    }
  }

  @Test
  void whatWasKeptIsFoundAgain() {
    assertThat(open().all()).containsOnlyKeys("/d", "/e");
    assertThat(open().find("/e").orElseThrow()).isEqualTo(document(4));
  }

  @Test
  void anyUnfinishedLastCallIsDropped() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int last = lastLine(whole);
    for (int length = last; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(open().all()).as("%d bytes", length).containsOnlyKeys("/a", "/a/b/c", "/d");
    }
  }

  @Test
  void aLastCallWithAWrongByteIsDropped() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5] ^= 1;
    Files.write(file, bytes);
    assertThat(open().all()).containsOnlyKeys("/a", "/a/b/c", "/d");
  }

  @Test
  void callsAfterADroppedOneAreKept() throws IOException {
    Files.writeString(file, "0bad", StandardOpenOption.APPEND);
    try (FileLedger ledger = FileLedger.open(folder, new Documents())) {
      ledger.append(List.of(put("/f", 5)));
    }
    assertThat(open().all()).containsOnlyKeys("/d", "/e", "/f");
  }

  @Test
  void damageBeforeTheEndIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[lastLine(bytes) - 5] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is damaged");
  }

  private Documents open() {
    Documents documents = new Documents();
    FileLedger.open(folder, documents).close();
    return documents;
  }

  private static int lastLine(byte[] bytes) {
    int at = bytes.length - 2;
    while (bytes[at] != '\n') {
      at--;
    }
    return at + 1;
  }

  private static Change put(String path, long value) {
    return new Change(path, document(value));
  }

  private static Document document(long value) {
    return new Document(Map.of("value", value, "text", "Grüße\n\u0000", "list", List.of(1L, true)));
  }
}
