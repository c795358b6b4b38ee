package dev.wsemulator.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateFilesTest {

  @SuppressWarnings("unchecked")
  private static Collection<Certificate> read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (Collection<Certificate>)
          CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  @Test
  void theAuthorityIsAloneInOneFileAndWithThePlatformsInTheOther() throws Exception {
    try (CertificateFiles files = new CertificateFiles()) {
      assertThat(read(files.authority())).containsExactly(LocalCertificate.authority());
      assertThat(read(files.bundle()))
          .containsAll(List.of(LocalTrust.platformAnchors()))
          .contains(LocalCertificate.authority());
    }
  }

  @Test
  void theFilesAreTheSameUntilTheyAreRemoved() {
    CertificateFiles files = new CertificateFiles();
    Path bundle = files.bundle();
    Path authority = files.authority();
    assertThat(files.bundle()).isEqualTo(bundle);
    assertThat(authority).hasParent(bundle.getParent()).exists();
    files.close();
    assertThat(bundle.getParent()).doesNotExist();
    files.close();
  }

  @Test
  void anEmulatorWithoutChildrenLeavesNothingToRemove() {
    CertificateFiles files = new CertificateFiles();
    files.close();
    Path folder = files.bundle().getParent();
    assertThat(folder).exists();
    files.close();
    assertThat(folder).doesNotExist();
  }
}
