package dev.wsemulator.internal.transport.tls;

import dev.wsemulator.internal.jvm.JvmWide;
import dev.wsemulator.time.TimeSource;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The certificate authority of a JVM. The emulator's classes may be there several times, by several
 * class loaders, but the JVM trusts one authority. Its key is never written anywhere.
 *
 * @param key the private key
 * @param certificate its certificate
 */
record JvmAuthority(PrivateKey key, X509Certificate certificate) {
  private static final String NAME = "WebSocket API Emulator: local authority";
  private static final String SERVER = "WebSocket API Emulator";
  private static final Duration LIFE = Duration.ofDays(365);

  /** Returns the authority that there is already, or else a new one. */
  static JvmAuthority get() throws GeneralSecurityException {
    KeyPair pair = newKey();
    Validity validity = Validity.now();
    X509Certificate certificate =
        SignedCertificate.of(
            validity.content(
                NAME, pair.getPublic(), CertificateExtensions.ofAuthority(pair.getPublic())),
            NAME,
            pair.getPrivate());
    return of(pair.getPrivate(), certificate);
  }

  /** Returns what there is already, or else this. */
  static JvmAuthority of(PrivateKey key, X509Certificate certificate) {
    List<?> kept = JvmWide.of("authority", List.class, () -> List.of(key, certificate));
    return new JvmAuthority((PrivateKey) kept.get(0), (X509Certificate) kept.get(1));
  }

  static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /**
   * Issues a certificate of a server.
   *
   * @param server the server's key
   * @param dnsNames the names that it is for
   * @param addresses the IP addresses that it is for, 4 or 16 bytes each
   */
  X509Certificate issue(PublicKey server, List<String> dnsNames, List<byte[]> addresses)
      throws GeneralSecurityException {
    List<byte[]> extensions =
        CertificateExtensions.ofServer(server, certificate.getPublicKey(), dnsNames, addresses);
    return SignedCertificate.of(Validity.now().content(SERVER, server, extensions), NAME, key);
  }

  /** Issues a certificate of a server that was valid until yesterday. */
  X509Certificate issueExpired(PublicKey server, List<String> dnsNames, List<byte[]> addresses)
      throws GeneralSecurityException {
    List<byte[]> extensions =
        CertificateExtensions.ofServer(server, certificate.getPublicKey(), dnsNames, addresses);
    return SignedCertificate.of(Validity.past().content(SERVER, server, extensions), NAME, key);
  }

  /** Returns whether the authority has issued a certificate, and it is valid now. */
  boolean hasIssued(X509Certificate server) {
    if (!server.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
      return false;
    }
    try {
      server.verify(certificate.getPublicKey());
      server.checkValidity();
      return true;
    } catch (GeneralSecurityException e) { // the name is ours, the signature is not
      return false;
    }
  }

  /** From yesterday, as clocks of clients may be behind, for a year. */
  private record Validity(Instant from, Instant to) {
    static Validity now() {
      Instant start = TimeSource.system().now().minus(Duration.ofDays(1));
      return new Validity(start, start.plus(LIFE));
    }

    static Validity past() {
      Instant end = TimeSource.system().now().minus(Duration.ofDays(1));
      return new Validity(end.minus(LIFE), end);
    }

    SignedCertificate.Content content(String name, PublicKey key, List<byte[]> extensions) {
      return new SignedCertificate.Content(name, key, from, to, extensions);
    }
  }
}
