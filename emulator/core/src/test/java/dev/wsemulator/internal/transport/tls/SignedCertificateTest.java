package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsemulator.internal.transport.tls.SelfSignedCertificate.Content;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
  private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant TO = Instant.parse("2049-12-31T23:59:59Z");

  private static KeyPair key() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static Content content(List<String> names) {
    return new Content("Me", names, List.of(new byte[] {127, 0, 0, 1}), FROM, TO);
  }

  @Test
  void saysWhatItIsToldAndIsSignedByItsOwnKey() throws GeneralSecurityException {
    KeyPair key = key();
    X509Certificate made = SelfSignedCertificate.of(key, content(List.of("localhost", "*.a.test")));
    made.verify(key.getPublic());
    assertThat(made.getVersion()).isEqualTo(3);
    assertThat(made.getSerialNumber()).isPositive();
    assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=Me");
    assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
    assertThat(made.getNotBefore()).isEqualTo(FROM);
    assertThat(made.getNotAfter()).isEqualTo(TO);
    assertThat(made.getSubjectAlternativeNames())
        .extracting(name -> name.get(0), name -> name.get(1))
        .containsExactly(tuple(2, "localhost"), tuple(2, "*.a.test"), tuple(7, "127.0.0.1"));
  }

  @Test
  void lengthsOfOneTwoAndThreeBytesAreRead() throws GeneralSecurityException {
    KeyPair key = key();
    for (int count : List.of(1, 4, 12, 3000)) {
      List<String> names = IntStream.range(0, count).mapToObj(n -> "host" + n + ".test").toList();
      X509Certificate made = SelfSignedCertificate.of(key, content(names));
      assertThatCode(() -> made.verify(key.getPublic())).doesNotThrowAnyException();
      assertThat(made.getSubjectAlternativeNames()).hasSize(count + 1);
    }
  }

  @Test
  void twoHaveDifferentSerialNumbers() throws GeneralSecurityException {
    KeyPair key = key();
    assertThat(SelfSignedCertificate.of(key, content(List.of("a"))).getSerialNumber())
        .isNotEqualTo(SelfSignedCertificate.of(key, content(List.of("a"))).getSerialNumber());
  }
}
