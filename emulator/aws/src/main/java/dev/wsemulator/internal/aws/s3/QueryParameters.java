package dev.wsemulator.internal.aws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * A request whose parameters are its query's. A servlet container takes those of a form for
 * parameters, too, and a form is what {@code curl --data} and many HTTP clients say that they send
 * when nothing else is said; to S3 it is the object.
 */
final class QueryParameters extends HttpServletRequestWrapper {
  private static final String EXPIRES = "X-Amz-Expires";
  private static final String TOKEN = "x-amz-security-token";

  private final Map<String, String[]> parameters;

  /** The names themselves, and not equal ones. */
  private final Set<String> names = Collections.newSetFromMap(new IdentityHashMap<>());

  private final boolean expiryIsHidden;

  /**
   * Reads a query.
   *
   * @param expiryIsHidden whether the engine is to find no time after which a URL has expired,
   *     which it would compare with the machine's clock. When it verifies the signature it asks
   *     with the name that it was given, and finds it.
   */
  QueryParameters(HttpServletRequest request, boolean expiryIsHidden) {
    super(request);
    this.expiryIsHidden = expiryIsHidden;
    Map<String, String[]> found = new LinkedHashMap<>();
    if (request.getQueryString() != null) {
      Fields fields = new Fields();
      UrlEncoded.decodeUtf8To(request.getQueryString(), fields);
      fields.forEach(field -> found.put(field.getName(), field.getValues().toArray(String[]::new)));
    }
    parameters = Collections.unmodifiableMap(found);
    names.addAll(found.keySet());
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    boolean isHidden = expiryIsHidden && EXPIRES.equals(name) && !names.contains(name);
    return values == null || isHidden ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return parameters.get(name);
  }

  /**
   * A URL with a signature of version 2 has the session token in its query, and the signature
   * covers it as if it were a header.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html">Signature
   *     Version 2</a>
   */
  private @Nullable String signedToken(String header) {
    return header.equalsIgnoreCase(TOKEN) && parameters.containsKey("AWSAccessKeyId")
        ? getParameter(TOKEN)
        : null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    String token = signedToken(name);
    return token == null ? super.getHeader(name) : token;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String token = signedToken(name);
    return token == null
        ? super.getHeaders(name)
        : Collections.enumeration(Collections.singleton(token));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    if (signedToken(TOKEN) == null) {
      return super.getHeaderNames();
    }
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
    names.add(TOKEN);
    return Collections.enumeration(names);
  }
}
