package dev.wsemulator.internal.transport.tls;

import dev.wsemulator.internal.jvm.JvmWide;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The single key and certificate of a JVM. The emulator's classes may be there several times, by
 * several class loaders, but the JVM trusts one certificate.
 *
 * @param key the private key
 * @param certificate its certificate
 */
record JvmIdentity(PrivateKey key, X509Certificate certificate) {

  /** Returns what there is already, or else this. */
  static JvmIdentity of(PrivateKey key, X509Certificate certificate) {
    List<?> kept = JvmWide.of("identity", List.class, () -> List.of(key, certificate));
    return new JvmIdentity((PrivateKey) kept.get(0), (X509Certificate) kept.get(1));
  }
}
