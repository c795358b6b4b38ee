package dev.wsemulator.internal.function.egress;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Leads requests of AWS SDK for Java 2.x where {@link Egress} says, before they are signed. Defined
 * by a function's class loader, against the SDK that the function brings. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/interceptors.html">Execution
 *     interceptors</a>
 */
public final class SdkV2Interceptor implements ExecutionInterceptor {

  /**
   * The given path and the redirected URL, because there are two instances of this class: SDKs that
   * set a request's host between the two leave the path.
   */
  private static final ExecutionAttribute<Map.Entry<String, URI>> LED =
      new ExecutionAttribute<>("WebSocketApiEmulatorEgress");

  /** Creates the interceptor; called by the SDK. */
  public SdkV2Interceptor() {}

  /** Returns interceptors with one of these behind them. */
  public static List<ExecutionInterceptor> behind(List<ExecutionInterceptor> others) {
    List<ExecutionInterceptor> all = new ArrayList<>(others);
    all.add(new SdkV2Interceptor());
    return all;
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    Map.Entry<String, URI> led = attributes.getAttribute(LED);
    String path = request.encodedPath();
    if (led != null && url(request, path).equals(led.getValue())) {
      return request;
    }
    if (led != null && isLed(path, led)) {
      path = led.getKey();
    }
    URI call = url(request, path);
    URI destination = destination(call);
    if (destination.equals(call)) {
      return request;
    }
    attributes.putAttribute(LED, Map.entry(path, destination));
    return request.toBuilder()
        .protocol(destination.getScheme())
        .host(destination.getHost())
        .port(destination.getPort() < 0 ? null : destination.getPort())
        .encodedPath(destination.getRawPath())
        .build();
  }

  /**
   * Returns whether a path is the redirected one, unchanged or as SDKs since 2.20 change it when
   * they set the endpoint again: they move the endpoint's own path to the front.
   */
  private static boolean isLed(String path, Map.Entry<String, URI> led) {
    String given = led.getKey();
    String ledTo = led.getValue().getRawPath();
    for (int end = given.indexOf('/'); end >= 0; end = given.indexOf('/', end + 1)) {
      String endpoint = given.substring(0, end);
      int at = ledTo.indexOf(endpoint);
      if (at >= 0
          && path.equals(
              endpoint + ledTo.substring(0, at) + ledTo.substring(at + endpoint.length()))) {
        return true;
      }
    }
    return false;
  }

  private static URI url(SdkHttpRequest request, String path) {
    String port = request.port() > 0 ? ":" + request.port() : "";
    String slash = path.isEmpty() || path.startsWith("/") ? "" : "/";
    return URI.create(request.protocol() + "://" + request.host() + port + slash + path);
  }

  private static URI destination(URI call) {
    try {
      return FunctionNetwork.destination(call);
    } catch (UnsupportedOperationException e) {
      throw SdkClientException.create(e.getMessage(), e);
    }
  }
}
