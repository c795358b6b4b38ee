package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds the methods by which SAM lets a REST API answer preflight requests: on every path that has
 * no method {@code OPTIONS} of its own.
 *
 * @param cors the property {@code Cors}
 * @param auth who may call the API
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html">CorsConfiguration</a>
 */
record SamCors(YamlValue cors, SamAuth auth) {
  private static final String PREFIX = "Access-Control-Allow-";
  private static final List<String> ALL =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  void into(ApiDraft draft) {
    Map<String, TreeSet<String>> verbs = new TreeMap<>();
    for (HttpRoute route : draft.routes().values()) {
      verbs.computeIfAbsent(route.path(), path -> new TreeSet<>()).add(route.method());
    }
    HttpAuthorization authorization =
        auth.guardsPreflight() ? auth.byDefault().of(List.of()) : new HttpAuthorization.Open();
    verbs.forEach(
        (path, methods) -> {
          if (!methods.contains("OPTIONS")) {
            draft.replace("OPTIONS " + path, mock(methods), authorization);
          }
        });
  }

  private HttpIntegration mock(TreeSet<String> methods) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (cors.isText()) {
      headers.put(PREFIX + "Origin", plain(cors.string()));
      headers.put(PREFIX + "Methods", allowed(methods));
      return new HttpIntegration.Mock(200, headers, "{}\n");
    }
    headers.put(PREFIX + "Origin", cors.textOf("AllowOrigin").map(SamCors::plain).orElse("*"));
    headers.put(
        PREFIX + "Methods",
        cors.textOf("AllowMethods").map(SamCors::plain).orElseGet(() -> allowed(methods)));
    put(headers, PREFIX + "Headers", cors.textOf("AllowHeaders"));
    put(headers, "Access-Control-Max-Age", cors.textOf("MaxAge"));
    if (cors.get("AllowCredentials").filter(YamlValue::isTrue).isPresent()) {
      headers.put(PREFIX + "Credentials", "true");
    }
    return new HttpIntegration.Mock(200, headers, "{}\n");
  }

  private static void put(Map<String, String> headers, String name, Optional<String> value) {
    value.ifPresent(text -> headers.put(name, plain(text)));
  }

  private static String allowed(TreeSet<String> methods) {
    TreeSet<String> all = new TreeSet<>(methods);
    if (all.contains("ANY")) {
      return String.join(",", ALL);
    }
    all.add("OPTIONS");
    return String.join(",", all);
  }

  /** Values stand in quotes in SAM. */
  private static String plain(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }
}
