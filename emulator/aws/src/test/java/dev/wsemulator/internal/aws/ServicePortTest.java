package dev.wsemulator.internal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.BackEndContext.CallFilter;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePortTest {

  @Test
  void whoeverCallsAServiceThatCannotStartIsToldWhyInAnAnswerThatIsNotTriedAgain()
      throws Exception {
    String why = "DynamoDB Local cannot be had: there is no network.";
    try (ServicePort port =
        new ServicePort(
            "127.0.0.1",
            0,
            Map.of(
                "dynamodb",
                () -> {
                  throw new IllegalStateException(why);
                }),
            CallFilter.NONE)) {
      port.open();
      HttpRequest call =
          HttpRequest.newBuilder(port.uri())
              .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).contains(why);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, , dynamodb, 403",
    "evil.example, , s3, 403",
    "127.0.0.1, https://evil.example, dynamodb, 403",
    "127.0.0.1, https://evil.example, translate, 403",
    "127.0.0.1, https://evil.example, s3, 200",
    "127.0.0.1, http://localhost:3010, dynamodb, 200",
    "bucket.localhost, , s3, 200",
    "dynamodb.us-east-1.amazonaws.com, , dynamodb, 200",
  })
  void pagesOfForeignSitesReachNothing(String host, String origin, String service, String status)
      throws Exception {
    Supplier<Handler> answers =
        () ->
            new Handler.Abstract() {
              @Override
              public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap(new byte[] {'!'}), callback);
                return true;
              }
            };
    Map<String, Supplier<Handler>> services =
        Map.of("s3", answers, "dynamodb", answers, "translate", answers);
    try (ServicePort port = new ServicePort("127.0.0.1", 0, services, CallFilter.NONE)) {
      port.open();
      try (Socket socket = new Socket("127.0.0.1", port.uri().getPort())) {
        String target =
            switch (service) {
              case "dynamodb" -> "X-Amz-Target: DynamoDB_20120810.ListTables\r\n";
              case "translate" -> "X-Amz-Target: AWSShineFrontendService_20170701.T\r\n";
              default -> "";
            };
        String from = origin == null ? "" : "Origin: " + origin + "\r\n";
        String call = "POST / HTTP/1.1\r\nHost: %s\r\n%s%sContent-Length: 0\r\n\r\n";
        socket.getOutputStream().write(call.formatted(host, target, from).getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
            .isEqualTo("HTTP/1.1 " + status);
      }
    }
  }
}
