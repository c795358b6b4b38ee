package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsemulator.internal.transport.tls.SignedCertificate.Content;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignedCertificateTest {
  private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant TO = Instant.parse("2049-12-31T23:59:59Z");

  private static X509Certificate server(KeyPair key, List<String> names)
      throws GeneralSecurityException {
    List<byte[]> extensions =
        CertificateExtensions.ofServer(
            key.getPublic(), key.getPublic(), names, List.of(new byte[] {127, 0, 0, 1}));
    Content content = new Content("Me", key.getPublic(), FROM, TO, extensions);
    return SignedCertificate.of(content, "You", key.getPrivate());
  }

  @Test
  void saysWhatItIsToldAndIsSignedByTheGivenKey() throws GeneralSecurityException {
    KeyPair key = JvmAuthority.newKey();
    X509Certificate made = server(key, List.of("localhost", "*.a.test"));
    made.verify(key.getPublic());
    assertThat(made.getVersion()).isEqualTo(3);
    assertThat(made.getSerialNumber()).isPositive();
    assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=Me");
    assertThat(made.getIssuerX500Principal().getName()).isEqualTo("CN=You");
    assertThat(made.getNotBefore()).isEqualTo(FROM);
    assertThat(made.getNotAfter()).isEqualTo(TO);
    assertThat(made.getSubjectAlternativeNames())
        .extracting(name -> name.get(0), name -> name.get(1))
        .containsExactly(tuple(2, "localhost"), tuple(2, "*.a.test"), tuple(7, "127.0.0.1"));
  }

  @Test
  void aServerMaySignDataAndAnAuthorityCertificatesOnly() throws GeneralSecurityException {
    KeyPair key = JvmAuthority.newKey();
    X509Certificate server = server(key, List.of("a.test"));
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getKeyUsage()).startsWith(true, false, false, false, false, false);
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    List<byte[]> extensions = CertificateExtensions.ofAuthority(key.getPublic());
    Content content = new Content("Me", key.getPublic(), FROM, TO, extensions);
    X509Certificate authority = SignedCertificate.of(content, "Me", key.getPrivate());
    assertThat(authority.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(authority.getKeyUsage()).startsWith(false, false, false, false, false, true);
    assertThat(authority.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
  }

  @Test
  void lengthsOfOneTwoAndThreeBytesAreRead() throws GeneralSecurityException {
    KeyPair key = JvmAuthority.newKey();
    for (int count : List.of(1, 4, 12, 3000)) {
      List<String> names = IntStream.range(0, count).mapToObj(n -> "host" + n + ".test").toList();
      X509Certificate made = server(key, names);
      assertThatCode(() -> made.verify(key.getPublic())).doesNotThrowAnyException();
      assertThat(made.getSubjectAlternativeNames()).hasSize(count + 1);
    }
  }

  @Test
  void twoHaveDifferentSerialNumbers() throws GeneralSecurityException {
    KeyPair key = JvmAuthority.newKey();
    assertThat(server(key, List.of("a")).getSerialNumber())
        .isNotEqualTo(server(key, List.of("a")).getSerialNumber());
  }
}
