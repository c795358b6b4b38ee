package dev.wsemulator.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
  private static final ConnectionIds IDS = ConnectionIds.ofThisRun();

  @Aws({"ID-01", "ID-09", "REC-001"})
  @Test
  void connectionIdsAre13BytesOfWhichFourAreCommon() {
    String first = IDS.next();
    byte[] bytes = Base64.getUrlDecoder().decode(first);
    assertThat(first).matches("[A-Za-z0-9_-]{9}QAYKE[A-Za-z0-9_-]{3}[AQgw]==");
    assertThat(bytes).hasSize(13);
    assertThat(Arrays.copyOfRange(bytes, 7, 11)).containsExactly(0x00, 0x18, 0x28, 0x48);
    Set<String> all = new HashSet<>();
    IntStream.range(0, 10_000).forEach(i -> all.add(IDS.next()));
    assertThat(all).hasSize(10_000).doesNotContain(first);
  }

  /** The first 18 bits were these on 25 September 2026, and for three days. */
  @Aws("REC-001")
  @Test
  void connectionIdsBeginAsThoseThatWereRecorded() {
    long recorded = 1_790_294_534_263L;
    assertThat(Identifiers.ofConnection(recorded, 0xff, 0xffff)).startsWith("gbg");
    assertThat(Identifiers.millis(Identifiers.ofConnection(recorded, 1, 2))).hasValue(recorded);
  }

  @Aws("REC-001")
  @Test
  void connectionIdsGrowWithTime() {
    assertThat(Stream.generate(IDS::next).limit(1000).map(IdentifiersTest::grown)).isSorted();
  }

  private static Long grown(String id) {
    byte[] bytes = Base64.getUrlDecoder().decode(id);
    long value = 0;
    for (int i = 0; i < 7; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  @Aws({"ID-02", "REC-003"})
  @Test
  void requestIdsAre11BytesOfWhichTwoAreCommon() {
    String id = Identifiers.requestId();
    byte[] bytes = Base64.getUrlDecoder().decode(id);
    assertThat(id)
        .matches("[A-Za-z0-9_-]{9}[AQgw]ME[A-Za-z0-9_-]{3}=")
        .isNotEqualTo(Identifiers.requestId());
    assertThat(bytes).hasSize(11);
    assertThat(Arrays.copyOfRange(bytes, 7, 9)).containsExactly(3, 4);
  }

  @Aws({"ID-03", "REC-002"})
  @Test
  void messageIdsAreLaterThanTheirConnectionAndEndLikeIt() {
    String connection = ConnectionIds.ofThisRun().next();
    String message = Identifiers.messageId(connection);
    assertThat(message).hasSize(20).endsWith(connection.substring(9));
    assertThat(grown(message)).isGreaterThan(grown(connection));
    assertThat(grown(Identifiers.messageId(connection))).isGreaterThan(grown(message));
  }

  @Test
  void messageIdsOfOneConnectionAreDifferent() {
    String connection = IDS.next();
    assertThat(Stream.generate(() -> Identifiers.messageId(connection)).limit(10_000))
        .doesNotHaveDuplicates();
  }

  @Test
  void traceIdsHoldTheTime() {
    assertThat(Identifiers.traceId(0x65c66a3fL)).matches("Root=1-65c66a3f-[0-9a-f]{24}");
  }
}
