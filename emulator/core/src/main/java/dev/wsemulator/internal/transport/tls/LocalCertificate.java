package dev.wsemulator.internal.transport.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates for TLS clients: one for this machine's own names, and one for each other name
 * that a client asks for, such as a host of AWS. They are made when they are first needed, by an
 * authority that only this JVM and the children of its emulators trust. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066: server name
 *     indication</a>
 */
public final class LocalCertificate {
  /** The alias of the certificate for this machine's own names; the others' is their name. */
  private static final String OWN = "";

  private static final List<String> OWN_NAMES =
      List.of("localhost", "*.localhost", "*.execute-api.localhost");

  /** A host that no client asks for; its domain is reserved for examples. */
  private static final String FOREIGN_NAME = "another-host.example.com";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /** A name with a domain that is not this machine's. */
  private static final Pattern OTHER_NAME =
      Pattern.compile("(?!.*\\.localhost$)(?:[a-z0-9_-]{1,63}\\.)+[a-z0-9-]{1,63}");

  /** More names than functions call; the oldest need not be kept, as all can be made again. */
  static final int MAX_NAMES = 1000;

  private LocalCertificate() {}

  /** The authority and the key of the server, made on first use. */
  private static final class Holder {
    static final JvmAuthority AUTHORITY;
    static final KeyPair KEY;
    static final Map<String, X509Certificate> ISSUED = new ConcurrentHashMap<>();

    static {
      try {
        AUTHORITY = JvmAuthority.get();
        KEY = JvmAuthority.newKey();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Cannot make a certificate for TLS: " + e.getMessage(), e);
      }
    }
  }

  /** Returns the authority's certificate, making it if needed. */
  static X509Certificate authority() {
    return Holder.AUTHORITY.certificate();
  }

  /** Returns whether a certificate is the emulator's. */
  static boolean isOurs(X509Certificate certificate) {
    return Holder.AUTHORITY.hasIssued(certificate);
  }

  /**
   * Returns the certificate for a name, making it if needed.
   *
   * @param alias a name, or an empty text for this machine's own
   */
  static X509Certificate certificate(String alias) {
    Map<String, X509Certificate> issued = Holder.ISSUED;
    if (issued.size() > MAX_NAMES) {
      issued.clear();
    }
    return issued.computeIfAbsent(alias, LocalCertificate::issue);
  }

  private static X509Certificate issue(String alias) {
    try {
      return alias.equals(OWN)
          ? Holder.AUTHORITY.issue(Holder.KEY.getPublic(), OWN_NAMES, List.of(LOOPBACK, LOOPBACK_6))
          : Holder.AUTHORITY.issue(Holder.KEY.getPublic(), List.of(alias), List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a certificate for TLS: " + e.getMessage(), e);
    }
  }

  /** Returns a certificate for a name that was valid until yesterday. */
  private static X509Certificate expired(String alias) {
    try {
      return alias.equals(OWN)
          ? Holder.AUTHORITY.issueExpired(
              Holder.KEY.getPublic(), OWN_NAMES, List.of(LOOPBACK, LOOPBACK_6))
          : Holder.AUTHORITY.issueExpired(Holder.KEY.getPublic(), List.of(alias), List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a certificate for TLS: " + e.getMessage(), e);
    }
  }

  /** Returns a context for a server that shows the certificates. */
  public static SSLContext serverContext(ShownCertificate shown) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new LazyKeys(shown)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform cannot speak TLS.", e);
    }
  }

  /** Returns the alias of the certificate for the name that a client has asked for. */
  private static String alias(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession asked) {
      for (SNIServerName name : asked.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          String ascii = host.getAsciiName().toLowerCase(Locale.ROOT);
          return OTHER_NAME.matcher(ascii).matches() ? ascii : OWN;
        }
      }
    }
    return OWN;
  }

  /**
   * Makes the key only when a TLS client needs it, so that a start without TLS does not pay for it.
   */
  private static final class LazyKeys extends X509ExtendedKeyManager {
    private final ShownCertificate shown;

    LazyKeys(ShownCertificate shown) {
      this.shown = shown;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {OWN};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return "EC".equals(keyType) ? OWN : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal[] issuers, SSLEngine engine) {
      return "EC".equals(keyType) ? alias(engine.getHandshakeSession()) : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {
        switch (shown) {
          case VALID -> certificate(alias);
          case EXPIRED -> expired(alias);
          case FOREIGN -> certificate(FOREIGN_NAME);
        }
      };
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return Holder.KEY.getPrivate();
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
