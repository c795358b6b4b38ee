package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

class JvmIdentityTest {

  @Test
  void theCertificateOfTheJvmStaysWhatItIs() throws Exception {
    PrivateKey another = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    JvmIdentity kept = JvmIdentity.of(another, LocalCertificate.certificate());
    assertThat(kept.certificate()).isEqualTo(LocalCertificate.certificate());
    assertThat(kept.key()).isNotEqualTo(another);
    assertThat(kept).isEqualTo(JvmIdentity.of(another, LocalCertificate.certificate()));
  }
}
