package dev.wsemulator.internal.aws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * A request whose parameters are its query's. A servlet container takes those of a form for
 * parameters, too, and a form is what {@code curl --data} and many HTTP clients say that they send
 * when nothing else is said; to S3 it is the object.
 */
final class QueryParameters extends HttpServletRequestWrapper {
  private final Map<String, String[]> parameters;

  QueryParameters(HttpServletRequest request) {
    super(request);
    Map<String, String[]> found = new LinkedHashMap<>();
    if (request.getQueryString() != null) {
      Fields fields = new Fields();
      UrlEncoded.decodeUtf8To(request.getQueryString(), fields);
      fields.forEach(field -> found.put(field.getName(), field.getValues().toArray(String[]::new)));
    }
    parameters = Collections.unmodifiableMap(found);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
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
}
