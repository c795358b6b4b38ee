package dev.wsemulator.internal.transport.tls;

import dev.wsemulator.internal.jvm.JvmWide;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets functions of this JVM call {@code https://{domainName}/{stage}} unchanged: clients without
 * their own trust configuration accept the emulator's certificates in addition to the platform's.
 * Everything else is checked as ever.
 */
public final class LocalTrust {
  private static final String NAME = "WebSocketApiEmulator";
  private static final String ALGORITHM = "ssl.TrustManagerFactory.algorithm";
  private static final String CONTEXT = "default context";
  private static final String OURS = "our context";
  private static final String FACTORY = "default factory";
  private static final String OUR_FACTORY = "our factory";

  /** How many emulators of this JVM want it; also the lock of all that is changed. */
  private static final AtomicInteger USERS =
      JvmWide.of("trust", AtomicInteger.class, AtomicInteger::new);

  /** What there was before, by the names of the settings. */
  private static final Map<String, Object> BEFORE = before();

  private LocalTrust() {}

  @SuppressWarnings("unchecked")
  private static Map<String, Object> before() {
    return JvmWide.of("trust-before", ConcurrentHashMap.class, ConcurrentHashMap::new);
  }

  /** Loads what {@link #install} needs, and changes nothing. */
  public static void preload() {
    LocalCertificate.authority();
  }

  /**
   * Makes the JVM's default trust include the emulator's certificate, until as many calls of {@link
   * #remove}.
   */
  public static void install() {
    synchronized (USERS) {
      try {
        if (USERS.get() == 0) {
          change();
        }
        USERS.incrementAndGet();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java platform cannot speak TLS.", e);
      }
    }
  }

  private static void change() throws GeneralSecurityException {
    BEFORE.put(ALGORITHM, TrustManagerFactory.getDefaultAlgorithm());
    Security.addProvider(new TrustProvider());
    Security.setProperty(ALGORITHM, NAME);
    // One that is made only now trusts as ours does, and need not read the platform's certificates.
    BEFORE.put(CONTEXT, SSLContext.getDefault());
    SSLContext ours = SSLContext.getInstance("TLS");
    ours.init(null, new TrustManager[] {new WithOurs()}, null);
    BEFORE.put(OURS, ours);
    SSLContext.setDefault(ours);
    BEFORE.put(FACTORY, HttpsURLConnection.getDefaultSSLSocketFactory());
    BEFORE.put(OUR_FACTORY, ours.getSocketFactory());
    HttpsURLConnection.setDefaultSSLSocketFactory((SSLSocketFactory) BEFORE.get(OUR_FACTORY));
  }

  /** Sets back what there was, except what somebody else has set meanwhile. */
  public static void remove() {
    synchronized (USERS) {
      try {
        if (USERS.decrementAndGet() == 0) {
          changeBack();
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java platform cannot speak TLS.", e);
      }
    }
  }

  private static void changeBack() throws GeneralSecurityException {
    if (NAME.equals(Security.getProperty(ALGORITHM))) {
      Security.setProperty(ALGORITHM, (String) BEFORE.get(ALGORITHM));
    }
    Security.removeProvider(NAME);
    if (SSLContext.getDefault() == BEFORE.get(OURS)) {
      SSLContext.setDefault((SSLContext) BEFORE.get(CONTEXT));
    }
    if (HttpsURLConnection.getDefaultSSLSocketFactory() == BEFORE.get(OUR_FACTORY)) {
      HttpsURLConnection.setDefaultSSLSocketFactory((SSLSocketFactory) BEFORE.get(FACTORY));
    }
    BEFORE.clear();
  }

  /** Offers {@link Factory} under our algorithm's name. */
  private static final class TrustProvider extends Provider {
    private static final long serialVersionUID = 1L;

    TrustProvider() {
      super(NAME, "1", "Trusts the emulator's certificate beside the platform's.");
      putService(
          new Service(
              this, "TrustManagerFactory", NAME, Factory.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
              return new Factory();
            }
          });
    }
  }

  /** Creates trust managers for the platform's default. */
  private static final class Factory extends TrustManagerFactorySpi {
    private TrustManager[] managers = {new WithOurs()};

    @Override
    protected void engineInit(KeyStore store) throws java.security.KeyStoreException {
      if (store != null) {
        try {
          managers = platform(store);
        } catch (GeneralSecurityException e) {
          throw new java.security.KeyStoreException(e);
        }
      }
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters)
        throws java.security.InvalidAlgorithmParameterException {
      try {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(parameters);
        managers = factory.getTrustManagers();
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new java.security.InvalidAlgorithmParameterException(e);
      }
    }

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return managers.clone();
    }
  }

  /** Returns the certificates that the platform trusts. */
  static X509Certificate[] platformAnchors() {
    return Platform.TRUST.getAcceptedIssuers();
  }

  private static TrustManager[] platform(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** The platform's trust, read when first needed. */
  private static final class Platform {
    static final X509TrustManager TRUST = read();

    private static X509TrustManager read() {
      try {
        return Arrays.stream(platform(null))
            .filter(X509TrustManager.class::isInstance)
            .map(X509TrustManager.class::cast)
            .findFirst()
            .orElseThrow();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java platform has no trusted certificates.", e);
      }
    }
  }

  /**
   * The platform's trust, and our certificates while an emulator runs: who has got a socket factory
   * from the default context keeps it. Host names are still compared by the TLS layer.
   */
  private static final class WithOurs implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      Platform.TRUST.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      boolean isOurs = chain.length == 1 && LocalCertificate.isOurs(chain[0]);
      if (!isOurs || USERS.get() == 0) {
        Platform.TRUST.checkServerTrusted(chain, authType);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return Platform.TRUST.getAcceptedIssuers();
    }
  }
}
