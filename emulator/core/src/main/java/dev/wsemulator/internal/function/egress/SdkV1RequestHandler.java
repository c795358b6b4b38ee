package dev.wsemulator.internal.function.egress;

import com.amazonaws.AmazonClientException;
import com.amazonaws.Request;
import com.amazonaws.handlers.RequestHandler2;
import java.net.URI;

/**
 * Leads requests of AWS SDK for Java 1.x where {@link Egress} says, before they are signed. Defined
 * by a function's class loader, against the SDK that the function brings. Thread-safe.
 */
public final class SdkV1RequestHandler extends RequestHandler2 {

  /** Creates the handler; called by the SDK. */
  public SdkV1RequestHandler() {}

  @Override
  public void beforeRequest(Request<?> request) {
    lead(request);
  }

  /** Redirects a request without handlers, which is only signed. */
  public static void lead(Request<?> request) {
    try {
      URI endpoint = request.getEndpoint();
      request.setEndpoint(FunctionNetwork.destination(endpoint));
    } catch (UnsupportedOperationException e) {
      throw new AmazonClientException(e.getMessage(), e);
    }
  }
}
