package dev.wsemulator.internal.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Lets functions of this JVM call {@code https://{domainName}/{stage}} as their code says: the
 * default TLS context accepts, beside what it accepted before, the emulator's own certificate.
 * Installed once per JVM; everything else is checked as ever.
 */
public final class LocalTrust {
  private static boolean installed;

  private LocalTrust() {}

  /**
   * Makes the JVM's default TLS context, and that of {@code HttpsURLConnection}, trust the
   * emulator.
   */
  public static synchronized void install() {
    if (installed) {
      return;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new WithOurs(platformTrust())}, null);
      SSLContext.setDefault(context);
      HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
      installed = true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform cannot speak TLS.", e);
    }
  }

  private static X509TrustManager platformTrust() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
  }

  /** The platform's trust, and our certificate. Host names are still compared by the TLS layer. */
  private record WithOurs(X509TrustManager platform) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      platform.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (chain.length != 1 || !chain[0].equals(LocalCertificate.certificate())) {
        platform.checkServerTrusted(chain, authType);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return platform.getAcceptedIssuers();
    }
  }
}
