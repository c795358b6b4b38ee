package dev.wsemulator.internal.transport.tls;

import dev.wsemulator.time.TimeSource;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate for TLS clients: created by this JVM for the first of them, for this machine's
 * own names, and known to no other process. All emulators of a JVM have the same. Thread-safe.
 */
public final class LocalCertificate {
  private static final String ALIAS = "emulator";
  private static final Duration LIFE = Duration.ofDays(30);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private LocalCertificate() {}

  /** The key and certificate, made on first use. */
  private static final class Holder {
    static final PrivateKey KEY;
    static final X509Certificate CERTIFICATE;

    static {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        JvmIdentity identity = JvmIdentity.of(pair.getPrivate(), selfSigned(pair));
        KEY = identity.key();
        CERTIFICATE = identity.certificate();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Cannot make a certificate for TLS: " + e.getMessage(), e);
      }
    }
  }

  /** Returns the certificate, making it if needed. */
  static X509Certificate certificate() {
    return Holder.CERTIFICATE;
  }

  /** Returns a context for a server that shows the certificate. */
  public static SSLContext serverContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new LazyKeys()}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform cannot speak TLS.", e);
    }
  }

  private static X509Certificate selfSigned(KeyPair pair) throws GeneralSecurityException {
    Instant start = TimeSource.system().now().minus(Duration.ofDays(1));
    return SelfSignedCertificate.of(
        pair,
        new SelfSignedCertificate.Content(
            "WebSocket API Emulator",
            List.of("localhost", "*.localhost", "*.execute-api.localhost"),
            List.of(LOOPBACK, LOOPBACK_6),
            start,
            start.plus(LIFE)));
  }

  /**
   * Makes the key only when a TLS client needs it, so that a start without TLS does not pay for it.
   */
  private static final class LazyKeys extends X509ExtendedKeyManager {
    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return "EC".equals(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal[] issuers, SSLEngine engine) {
      return "EC".equals(keyType) ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {Holder.CERTIFICATE};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return Holder.KEY;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
