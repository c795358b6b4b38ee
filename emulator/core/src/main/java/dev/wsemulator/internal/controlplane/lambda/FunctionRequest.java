package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.apigateway.ResourcePath;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the {@code lambda} API. Immutable.
 *
 * @param operation the verb and the path, without the date and with {@code *} for the function
 * @param name the function's name; empty if the call is about none
 * @param rest what follows in the path behind the operation's name; empty at its end
 * @param http the call itself
 */
public record FunctionRequest(String operation, String name, String rest, HttpRequest http) {
  private static final Pattern NAME =
      Pattern.compile("(?:.*:function:|\\d{12}:function:)?([A-Za-z0-9_-]{1,64})(?::[^:]+)?");

  /** How large a request can be: a zip of 50 MB fits, in Base64. */
  private static final int MOST = 70_167_211;

  static ServiceException tooLarge() {
    return ServiceException.of(
        413,
        "RequestEntityTooLargeException",
        "Request must be smaller than %d bytes for the CreateFunction operation".formatted(MOST));
  }

  public static FunctionRequest of(HttpRequest http) {
    List<String> segments = ResourcePath.segments(http.rawPath());
    String collection = segments.size() > 1 ? segments.get(1) : "";
    String name = segments.size() > 2 ? segments.get(2) : "";
    StringBuilder operation = new StringBuilder(http.method()).append(' ').append(collection);
    if (!name.isEmpty()) {
      operation.append("/*");
    }
    if (segments.size() > 3) {
      operation.append('/').append(segments.get(3));
    }
    String rest = segments.size() > 4 ? segments.get(4) : "";
    return new FunctionRequest(operation.toString(), functionName(name), rest, http);
  }

  /** Returns the function's name, given by itself or in an ARN. */
  static String functionName(String text) {
    Matcher matcher = NAME.matcher(text);
    return matcher.matches() ? matcher.group(1) : text;
  }

  /** Returns the alias or version that is meant, given in the query or behind the name. */
  Optional<String> qualifier() {
    String text = ResourcePath.segments(http.rawPath()).get(2);
    String behind = text.substring(text.indexOf(name) + name.length());
    return Query.of(http.rawQuery())
        .value("Qualifier")
        .or(
            () ->
                Optional.of(behind)
                    .filter(one -> one.startsWith(":"))
                    .map(one -> one.substring(1)));
  }

  Document body() {
    if (http.body().length > MOST) {
      throw tooLarge();
    }
    if (http.body().length == 0) {
      return Document.EMPTY;
    }
    return Document.parse(http.body())
        .orElseThrow(
            () ->
                ServiceException.of(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json."));
  }
}
