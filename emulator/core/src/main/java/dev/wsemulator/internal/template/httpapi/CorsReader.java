package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi.Cors;
import dev.wsemulator.internal.template.document.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the CORS configuration of an HTTP API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-api-cors.html">CorsConfiguration</a>
 */
final class CorsReader {
  private CorsReader() {}

  /**
   * Returns the configuration.
   *
   * @param value a map, with the names of CloudFormation or of OpenAPI, or {@code true} in SAM
   */
  static Optional<Cors> read(YamlValue value) {
    if (value.isTrue()) {
      return Optional.of(
          new Cors(
              List.of("*"),
              new Cors.Preflight(List.of(), List.of(), Optional.empty()),
              new Cors.Answers(List.of(), false)));
    }
    if (!value.isMap()) {
      return Optional.empty();
    }
    Optional<Duration> maxAge =
        member(value, "MaxAge")
            .map(YamlValue::text)
            .filter(text -> text.matches("\\d{1,9}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return Optional.of(
        new Cors(
            texts(value, "AllowOrigins"),
            new Cors.Preflight(texts(value, "AllowMethods"), texts(value, "AllowHeaders"), maxAge),
            new Cors.Answers(
                texts(value, "ExposeHeaders"),
                member(value, "AllowCredentials").filter(YamlValue::isTrue).isPresent())));
  }

  private static List<String> texts(YamlValue value, String name) {
    return member(value, name).map(YamlValue::texts).orElse(List.of());
  }

  private static Optional<YamlValue> member(YamlValue value, String name) {
    String lower = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return value.get(name).or(() -> value.get(lower));
  }
}
