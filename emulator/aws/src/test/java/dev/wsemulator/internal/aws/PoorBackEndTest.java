package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A back end that answers, but not with what was asked for. */
class PoorBackEndTest {

  @Test
  void anAnswerWithoutADescriptionIsToldByEndpointTableAndCall() throws IOException {
    HttpServer server = answeringLittle();
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Table table =
        Table.builder("connections", new Table.Key("id", null))
            .attributeTypes(Map.of("id", Table.AttributeType.S))
            .timeToLiveAttribute("ttl")
            .build();
    Stack stack = Stack.builder().name("chat").tables(List.of(table)).build();
    try (AwsEnvironment poor = AwsEnvironment.external(url)) {
      assertThatThrownBy(() -> poor.start(TestStack.context(stack)))
          .hasMessageStartingWith(
              "The AWS endpoint "
                  + url
                  + " answers DescribeTimeToLive of the table connections without a"
                  + " TimeToLiveDescription.");
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer answeringLittle() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        call -> {
          String target = String.valueOf(call.getRequestHeaders().getFirst("X-Amz-Target"));
          String answer =
              target.endsWith(".DescribeTable")
                  ? "{\"Table\":{\"TableStatus\":\"ACTIVE\",\"TableName\":\"connections\"}}"
                  : "{}";
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(200, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    return server;
  }
}
