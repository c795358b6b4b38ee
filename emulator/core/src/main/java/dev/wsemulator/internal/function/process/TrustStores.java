package dev.wsemulator.internal.function.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The certificates that functions trust, in the form that every JVM can read: older ones than the
 * emulator's do not know the ciphers of newer forms. Thread-safe.
 */
final class TrustStores {
  /** The form. */
  static final String TYPE = "JKS";

  /** It guards nothing, but older JVMs want to have one. */
  static final String PASSWORD = "changeit";

  private final Path folder;
  private final Map<Path, Path> written = new HashMap<>();

  /**
   * Writes nothing yet.
   *
   * @param folder a folder of the emulator's own
   */
  TrustStores(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the file with the certificates of a file in PEM.
   *
   * @throws UncheckedIOException if it cannot be read or written
   */
  synchronized Path of(Path certificates) {
    return written.computeIfAbsent(certificates, this::write);
  }

  private Path write(Path certificates) {
    Path target = folder.resolve("trusted-" + written.size() + ".jks");
    try (InputStream in = Files.newInputStream(certificates);
        OutputStream out = Files.newOutputStream(target)) {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(null, null);
      int count = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + count++, each);
      }
      store.store(out, PASSWORD.toCharArray());
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("The certificates for functions cannot be written.", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The certificates in %s are of no use.".formatted(certificates), e);
    }
  }
}
