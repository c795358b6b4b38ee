package dev.wsemulator.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  @Tag("ID-01")
  @Tag("OB-54")
  @Test
  void connectionIdsAreElevenBytesInUrlSafeBase64() {
    Stream.generate(Identifiers::connectionId)
        .limit(1000)
        .forEach(
            id -> {
              assertThat(id).matches("[A-Za-z0-9_-]{11}C[A-Za-z0-9_-]{3}=");
              assertThat(Base64.getUrlDecoder().decode(id)).hasSize(11);
              assertThat(Identifiers.isConnectionId(id)).isTrue();
            });
  }

  @Tag("ID-02")
  @Test
  void requestIdsHaveTheSameShape() {
    assertThat(Identifiers.requestId()).matches("[A-Za-z0-9_-]{11}F[A-Za-z0-9_-]{3}=");
  }

  @Tag("ID-03")
  @Test
  void messageIdsEndLikeTheirConnection() {
    String connection = Identifiers.connectionId();
    assertThat(Identifiers.messageId(connection))
        .hasSize(16)
        .endsWith(connection.substring(11))
        .isNotEqualTo(Identifiers.messageId(connection));
  }

  /** D-23, CX-09 */
  @Tag("CX-09")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TXzPWdnOjoECGjA",
        "TXzPWdnOjoECGjA=test",
        "TXzPWdnOjoECGj+=",
        "0123456789abcde/"
      })
  void otherTextsAreNotConnectionIds(String text) {
    assertThat(Identifiers.isConnectionId(text)).isFalse();
  }

  @Tag("EV-12")
  @Test
  void traceIdsNameTheirSecond() {
    assertThat(Identifiers.traceId(0x65c66a3fL)).matches("Root=1-65c66a3f-[0-9a-f]{24}");
  }
}
