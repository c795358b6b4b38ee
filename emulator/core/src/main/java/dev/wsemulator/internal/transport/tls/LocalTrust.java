package dev.wsemulator.internal.transport.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets functions of this JVM call {@code https://{domainName}/{stage}} unchanged: clients without
 * their own trust configuration accept the emulator's certificate in addition to the platform's.
 * Everything else is checked as ever.
 */
public final class LocalTrust {
  private static final String ALGORITHM = "WebSocketApiEmulator";
  private static final String DEFAULT = "ssl.TrustManagerFactory.algorithm";

  private LocalTrust() {}

  /** Loads what {@link #install} needs, and changes nothing. */
  public static void preload() {
    LocalCertificate.certificate();
  }

  /** Makes the JVM's default trust include the emulator's certificate; once per JVM. */
  public static synchronized void install() {
    if (ALGORITHM.equals(Security.getProperty(DEFAULT))) {
      return;
    }
    try {
      Security.addProvider(new TrustProvider());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new WithOurs()}, null);
      SSLContext.setDefault(context);
      HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
      Security.setProperty(DEFAULT, ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform cannot speak TLS.", e);
    }
  }

  /** Offers {@link Factory} under our algorithm's name. */
  private static final class TrustProvider extends Provider {
    private static final long serialVersionUID = 1L;

    TrustProvider() {
      super(ALGORITHM, "1", "Trusts the emulator's certificate beside the platform's.");
      putService(
          new Service(
              this,
              "TrustManagerFactory",
              ALGORITHM,
              Factory.class.getName(),
              List.of(),
              Map.of()) {
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

  /** The platform's trust, and our certificate. Host names are still compared by the TLS layer. */
  private static final class WithOurs implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      Platform.TRUST.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (chain.length != 1 || !chain[0].equals(LocalCertificate.certificate())) {
        Platform.TRUST.checkServerTrusted(chain, authType);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return Platform.TRUST.getAcceptedIssuers();
    }
  }
}
