package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class LocalCertificateTest {

  @Test
  void aHostOfAwsHasACertificateOfItsOwnThatIsMadeOnce() throws Exception {
    X509Certificate made = LocalCertificate.certificate("a.b.s3.eu-west-1.amazonaws.com");
    assertThat(made.getSubjectAlternativeNames())
        .extracting(name -> name.get(0), name -> name.get(1))
        .containsExactly(tuple(2, "a.b.s3.eu-west-1.amazonaws.com"));
    assertThat(LocalCertificate.isOurs(made)).isTrue();
    assertThat(LocalCertificate.certificate("a.b.s3.eu-west-1.amazonaws.com")).isSameAs(made);
  }

  @Test
  void theNumberOfCertificatesThatAreKeptIsBounded() {
    X509Certificate first = LocalCertificate.certificate("first.test");
    for (int i = 0; i <= LocalCertificate.MAX_NAMES; i++) {
      LocalCertificate.certificate("host" + i + ".test");
    }
    assertThat(LocalCertificate.certificate("first.test")).isNotEqualTo(first);
  }
}
