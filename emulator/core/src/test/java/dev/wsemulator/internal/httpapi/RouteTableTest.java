package dev.wsemulator.internal.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.testing.Aws;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The most special route takes a request. */
class RouteTableTest {
  private static Optional<RouteMatch> select(
      HttpApi.Kind kind, String routes, String method, String path) {
    HttpApi.Builder api = HttpApi.builder("shop", kind);
    for (String key : routes.split(", ")) {
      api.route(key, "F");
    }
    return new RouteTable(api.build()).select(method, path);
  }

  private static String key(Optional<RouteMatch> match) {
    return match.map(one -> one.route().routeKey()).orElse("none");
  }

  @Aws("HA-04")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /pets/dog/1 | GET /pets/dog/1",
        "GET | /pets/dog/2 | GET /pets/dog/{id}",
        "GET | /pets/cat/1 | GET /pets/{proxy+}",
        "POST | /test/5 | ANY /{proxy+}",
        "POST | /pets/dog/1 | ANY /{proxy+}",
        "GET | / | $default",
        "GET | /pets/dog/ | GET /pets/{proxy+}"
      })
  void routesAreSelectedAsInTheExampleOfAws(String method, String path, String key) {
    String routes =
        "$default, ANY /{proxy+}, GET /pets/{proxy+}, GET /pets/dog/{id}, GET /pets/dog/1";
    assertThat(key(select(HttpApi.Kind.HTTP, routes, method, path))).isEqualTo(key);
  }

  @Aws("HA-04")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANY /a, GET /a | GET | /a | GET /a",
        "ANY /a, GET /a | PUT | /a | ANY /a",
        "GET /{x}/b, ANY /a/{proxy+} | GET | /a/b | GET /{x}/b",
        "GET /a/{x}, GET /{y}/b | GET | /a/b | GET /a/{x}",
        "GET /items | GET | /items/ | none",
        "ANY /{proxy+} | GET | / | none",
        "GET /items/{id} | GET | /items/ | none",
        "GET / | GET | / | GET /"
      })
  void anHttpApiPrefersFullPathsAndVerbs(String routes, String method, String path, String key) {
    assertThat(key(select(HttpApi.Kind.HTTP, routes, method, path))).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a, ANY /{proxy+} | POST | /a | none",
        "GET /a, ANY /{proxy+} | POST | /b | ANY /{proxy+}",
        "GET /a, ANY /a | POST | /a | ANY /a",
        "GET /{x}/b, ANY /a/{proxy+} | GET | /a/b | ANY /a/{proxy+}",
        "GET /items | GET | /items/ | GET /items",
        "GET / | GET | / | GET /"
      })
  void aRestApiSelectsTheResourceFirst(String routes, String method, String path, String key) {
    assertThat(key(select(HttpApi.Kind.REST, routes, method, path))).isEqualTo(key);
  }

  @Test
  void parametersAreDecodedAndAGreedyOneTakesTheRest() {
    assertThat(
            select(HttpApi.Kind.REST, "GET /{shop}/{proxy+}", "GET", "/a%20b/c/d%2Fe")
                .orElseThrow()
                .parameters())
        .isEqualTo(Map.of("shop", "a b", "proxy", "c/d/e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "get /a", "GET a", "GET /{proxy+}/a", "/a", "GET  /a"})
  void aMalformedKeyIsRefused(String key) {
    assertThatThrownBy(() -> HttpRoute.of(key, "F"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + key + "\" is malformed");
  }
}
