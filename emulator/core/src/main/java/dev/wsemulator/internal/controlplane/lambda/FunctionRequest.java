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
 * @param path the segments of the path behind the date
 * @param name the function's name; empty if the call is about none
 * @param http the call itself
 */
public record FunctionRequest(List<String> path, String name, HttpRequest http) {
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
    List<String> path = segments.subList(Math.min(1, segments.size()), segments.size());
    return new FunctionRequest(path, functionName(path.size() > 1 ? path.get(1) : ""), http);
  }

  /** Returns the method and the path, with a star for the function and without what follows. */
  public String operation() {
    String collection = path.isEmpty() ? "" : path.get(0);
    return http.method()
        + " "
        + collection
        + (path.size() > 1 ? "/*" : "")
        + (path.size() > 2 ? "/" + path.get(2) : "");
  }

  /** Returns what follows in the path behind the operation's name; empty at its end. */
  String rest() {
    return path.size() > 3 ? path.get(3) : "";
  }

  /** Returns the function's name, given by itself or in an ARN. */
  static String functionName(String text) {
    Matcher matcher = NAME.matcher(text);
    return matcher.matches() ? matcher.group(1) : text;
  }

  /** Returns the alias or version that is meant, given in the query or behind the name. */
  Optional<String> qualifier() {
    String text = path.get(1);
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
