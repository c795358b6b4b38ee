package dev.wsemulator.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REC-010: which ids were issued. */
class ConnectionIdsTest {
  private final ConnectionIds ids = ConnectionIds.ofThisRun();

  @Aws("REC-009")
  @Test
  void whatWasIssuedIsKnownAgain() {
    assertThat(IntStream.range(0, 1000).mapToObj(i -> ids.next())).allMatch(ids::isIssued);
  }

  @Aws("REC-010")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "AAAAAAAAAAAAAAA=",
        "TXzPWdnOjoECGjA=",
        "gbgAbCdEfQAYKEhIjA==",
        "gbgAbCdEfQAYKEhIjA=",
        "gbgAbCdEfQAYKEhI+A==",
        "gbgAbCdEfQAYKEhIjAAA",
        "====================",
        "東京東京東京東京東京東京東京東京東京東京"
      })
  void whatWasNeverIssuedIsNot(String id) {
    assertThat(ids.isIssued(id)).isFalse();
  }

  /** A change may go unnoticed once in 2^24 times, which this would see once in 200,000 runs. */
  @Aws("REC-010")
  @Test
  void noCharacterOfAnIdMayBeAnother() {
    String id = ids.next();
    for (int i = 0; i < id.length(); i++) {
      char other = id.charAt(i) == 'B' ? 'C' : 'B';
      String changed = id.substring(0, i) + other + id.substring(i + 1);
      assertThat(ids.isIssued(changed)).as(changed).isFalse();
    }
    assertThat(ids.isIssued(id.substring(0, 18))).isFalse();
    assertThat(ids.isIssued(id + "=")).isFalse();
  }

  @Aws("REC-010")
  @Test
  void anIdOfAMessageOrOfAnotherEmulatorWasNotIssued() {
    assertThat(ids.isIssued(Identifiers.messageId(ids.next()))).isFalse();
    assertThat(ids.isIssued(ConnectionIds.ofThisRun().next())).isFalse();
  }

  @Aws("REC-009")
  @Test
  void aFolderKeepsWhatIsNeededToKnowThemAgain(@TempDir Path folder) throws IOException {
    Path state = folder.resolve("state");
    String before = ConnectionIds.keptIn(state).next();
    ConnectionIds after = ConnectionIds.keptIn(state);
    assertThat(after.isIssued(before)).isTrue();
    assertThat(ids.isIssued(before)).isFalse();
    assertThat(after.isIssued(after.next())).isTrue();
    Path key = state.resolve("connection-ids.key");
    if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDamagedKeyIsNamed(@TempDir Path folder) throws IOException {
    Path key = Files.write(folder.resolve("connection-ids.key"), new byte[3]);
    assertThatIllegalStateException()
        .isThrownBy(() -> ConnectionIds.keptIn(folder))
        .withMessageContainingAll(key.toString(), "3 bytes", "Delete it");
  }
}
