package app;

import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;

/** Asks who it is. */
final class Sts implements Call {
  @Override
  public String make(String event) {
    AWSSecurityTokenService client = AWSSecurityTokenServiceClientBuilder.defaultClient();
    try {
      return client.getCallerIdentity(new GetCallerIdentityRequest()).getAccount();
    } finally {
      client.shutdown();
    }
  }
}
