package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code MOCK} integrations, as those that answer preflight requests of REST APIs. */
final class MockReader {
  private static final String HEADER = "method.response.header.";

  private MockReader() {}

  /**
   * Returns the response of a mock.
   *
   * @param response its integration response, with the names of CloudFormation or of OpenAPI
   */
  static HttpIntegration.Mock read(Optional<YamlValue> response) {
    YamlValue one = response.orElse(YamlValue.nothing(1));
    String status = one.textOf("StatusCode").or(() -> one.textOf("statusCode")).orElse("200");
    Map<String, String> headers = new LinkedHashMap<>();
    one.get("ResponseParameters")
        .or(() -> one.get("responseParameters"))
        .map(YamlValue::entries)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              String text = String.valueOf(value.text());
              boolean isStatic = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
              if (name.startsWith(HEADER) && isStatic) {
                headers.put(name.substring(HEADER.length()), text.substring(1, text.length() - 1));
              }
            });
    String body =
        one.get("ResponseTemplates")
            .or(() -> one.get("responseTemplates"))
            .flatMap(templates -> templates.textOf("application/json"))
            .map(text -> text.strip().equals("{}") ? "{}" : text)
            .filter(text -> !text.contains("$") && !text.contains("#"))
            .orElse("");
    return new HttpIntegration.Mock(
        status.matches("[1-5]\\d\\d") ? Integer.parseInt(status) : 200, headers, body);
  }
}
