package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmAuthorityTest {

  @Test
  void theAuthorityOfTheJvmStaysWhatItIs() throws Exception {
    PrivateKey another = JvmAuthority.newKey().getPrivate();
    JvmAuthority kept = JvmAuthority.of(another, LocalCertificate.authority());
    assertThat(kept.certificate()).isEqualTo(LocalCertificate.authority());
    assertThat(kept.key()).isNotEqualTo(another);
    assertThat(kept).isEqualTo(JvmAuthority.get());
  }

  @Test
  void whatItHasIssuedIsKnownAndNothingElse() throws Exception {
    JvmAuthority authority = JvmAuthority.get();
    KeyPair server = JvmAuthority.newKey();
    X509Certificate issued = authority.issue(server.getPublic(), List.of("a.test"), List.of());
    assertThat(authority.hasIssued(issued)).isTrue();
    String name = issued.getIssuerX500Principal().getName().replaceFirst("CN=", "");
    SignedCertificate.Content content =
        new SignedCertificate.Content(
            "a.test",
            server.getPublic(),
            issued.getNotBefore().toInstant(),
            issued.getNotAfter().toInstant(),
            List.of());
    KeyPair other = JvmAuthority.newKey();
    assertThat(authority.hasIssued(SignedCertificate.of(content, name, other.getPrivate())))
        .isFalse();
    assertThat(authority.hasIssued(SignedCertificate.of(content, "other", authority.key())))
        .isFalse();
  }

  @Test
  void whatHasExpiredIsNotValid() throws Exception {
    JvmAuthority authority = JvmAuthority.get();
    String name = authority.certificate().getSubjectX500Principal().getName();
    SignedCertificate.Content old =
        new SignedCertificate.Content(
            "a.test",
            JvmAuthority.newKey().getPublic(),
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2020-02-01T00:00:00Z"),
            List.of());
    assertThat(
            authority.hasIssued(
                SignedCertificate.of(old, name.replaceFirst("CN=", ""), authority.key())))
        .isFalse();
  }
}
