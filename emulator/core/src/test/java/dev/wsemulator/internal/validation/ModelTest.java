package dev.wsemulator.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.testing.Aws;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final String CHAT =
      """
      {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object",
       "properties": {"text": {"type": "string", "maxLength": 5},
                      "level": {"type": "integer", "minimum": 0, "exclusiveMinimum": true}},
       "required": ["text"]}
      """;

  private static Model model(String schema) {
    return Model.compile(Map.of("m", schema)).get("m");
  }

  @Aws("MV-06")
  @Test
  void draftFourIsUnderstood() {
    assertThat(model(CHAT).problem("{\"text\":\"hi\",\"level\":1}")).isEmpty();
    assertThat(model(CHAT).problem("{\"text\":\"hi\",\"level\":0}")).isPresent();
  }

  @Aws("MV-05")
  @Test
  void theProblemIsNamed() {
    assertThat(model(CHAT).problem("{}"))
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("[").endsWith("]").contains("text"));
    assertThat(model(CHAT).problem("{\"text\":\"too long\"}")).isPresent();
    assertThat(model(CHAT).problem("}{")).isPresent();
    assertThat(model(CHAT).problem("")).isPresent();
  }

  @Aws("MV-08")
  @Test
  void aModelMayReferToAnother() {
    Map<String, Model> models =
        Model.compile(
            Map.of(
                "name",
                "{\"type\":\"string\"}",
                "person",
                "{\"properties\":{\"name\":{\"$ref\":"
                    + "\"https://apigateway.amazonaws.com/restapis/abc/models/name\"}}}"));
    assertThat(models.get("person").problem("{\"name\":\"x\"}")).isEmpty();
    assertThat(models.get("person").problem("{\"name\":7}")).isPresent();
  }

  @Test
  void aReferenceIsNeverFetched() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> asked.incrementAndGet());
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/s";
      assertThatThrownBy(() -> model("{\"properties\":{\"a\":{\"$ref\":\"" + url + "\"}}}"))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      server.stop(0);
    }
    assertThat(asked).hasValue(0);
  }

  @Aws("MV-09")
  @Test
  void aMalformedSchemaIsRefusedWithItsName() {
    assertThatThrownBy(() -> Model.compile(Map.of("chat", "{\"type\":")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The model \"chat\" is not a JSON schema");
  }
}
