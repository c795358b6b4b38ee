package dev.wsemulator.internal.transport.tls;

import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.internal.function.egress.ChildTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that child processes trust, in a temporary folder that is made with the first
 * file and removed by {@link #close}. Thread-safe.
 */
public final class CertificateFiles implements ChildTrust, AutoCloseable {
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Guarded by {@code this}; {@code null} as long as there are no files. */
  private @Nullable Path written;

  /** Creates it without files. */
  public CertificateFiles() {}

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public Path authority() {
    return folder().resolve("authority.pem");
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public Path bundle() {
    return folder().resolve("bundle.pem");
  }

  private synchronized Path folder() {
    Path folder = written == null ? write() : written;
    written = folder;
    return folder;
  }

  private static Path write() {
    try {
      Path folder = Files.createTempDirectory("wsemulator-trust-");
      X509Certificate ours = LocalCertificate.authority();
      List<X509Certificate> all = new ArrayList<>(List.of(LocalTrust.platformAnchors()));
      all.add(ours);
      write(folder.resolve("authority.pem"), List.of(ours));
      write(folder.resolve("bundle.pem"), all);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The certificates for child processes cannot be written to the temporary folder.", e);
    }
  }

  private static void write(Path file, List<X509Certificate> certificates) throws IOException {
    try (Writer writer =
        PrivateFiles.writer(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (X509Certificate certificate : certificates) {
        writer.write("-----BEGIN CERTIFICATE-----\n");
        writer.write(BASE64.encodeToString(certificate.getEncoded()));
        writer.write("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateEncodingException e) {
      throw new IOException("A certificate cannot be encoded.", e);
    }
  }

  /** Removes the files; the emulator's children have ended. */
  @Override
  public synchronized void close() {
    Path folder = written;
    written = null;
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve("authority.pem"));
      Files.deleteIfExists(folder.resolve("bundle.pem"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The certificates in " + folder + " cannot be removed.", e);
    }
  }
}
