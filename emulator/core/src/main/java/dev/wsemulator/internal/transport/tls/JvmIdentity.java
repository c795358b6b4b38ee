package dev.wsemulator.internal.transport.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The single key and certificate of a JVM. The emulator's classes may be there several times, by
 * several class loaders, but the JVM trusts one certificate: so they are kept where the JVM keeps
 * its security providers.
 *
 * @param key the private key
 * @param certificate its certificate
 */
record JvmIdentity(PrivateKey key, X509Certificate certificate) {
  private static final String NAME = "WebSocketApiEmulatorIdentity";
  private static final String KEY = "key";
  private static final String CERTIFICATE = "certificate";

  /** Returns what there is already, or else this. */
  static JvmIdentity of(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    Security.addProvider(new Place(key.getEncoded(), certificate.getEncoded())); // if there is none
    return kept(Security.getProvider(NAME));
  }

  private static JvmIdentity kept(Provider place) throws GeneralSecurityException {
    return new JvmIdentity(
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(place, KEY))),
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes(place, CERTIFICATE))));
  }

  private static byte[] bytes(Provider place, String name) {
    return Base64.getDecoder().decode(place.getProperty(name));
  }

  /** A provider that provides nothing. */
  private static final class Place extends Provider {
    private static final long serialVersionUID = 1L;

    Place(byte[] key, byte[] certificate) {
      super(NAME, "1", "Keeps the certificate of the WebSocket API Emulator.");
      put(KEY, Base64.getEncoder().encodeToString(key));
      put(CERTIFICATE, Base64.getEncoder().encodeToString(certificate));
    }
  }
}
