package dev.wsemulator.internal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePortTest {
  private static final BackEndContext CONTEXT = TestStack.context(Stack.of(List.of(), List.of()));

  /**
   * A service that starts as a test says, and whose requests are named as those of the real one.
   */
  private record TestService(String name, Supplier<Handler> starter) implements AwsService {
    private AwsService real() {
      return ServiceRegistry.services(new EmulatedTranslate(TranslateOptions.defaults())).stream()
          .filter(service -> service.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String title() {
      return name;
    }

    @Override
    public Optional<String> targetPrefix() {
      return real().targetPrefix();
    }

    @Override
    public boolean hasOriginRules() {
      return real().hasOriginRules();
    }

    @Override
    public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
      Handler handler = starter.get();
      return new EmbeddedService() {
        @Override
        public Handler handler() {
          return handler;
        }

        @Override
        public List<String> update(Stack before, Stack now) {
          return List.of();
        }
      };
    }

    @Override
    public AwsResponse failure(int status) {
      return real().failure(status);
    }

    @Override
    public AwsResponse error(int status, String code, String message) {
      return real().error(status, code, message);
    }
  }

  @Test
  void whoeverCallsAServiceThatCannotStartIsToldWhyInAnAnswerThatIsNotTriedAgain()
      throws Exception {
    String why = "DynamoDB Local cannot be had: there is no network.";
    AwsService broken =
        new TestService(
            "dynamodb",
            () -> {
              throw new IllegalStateException(why);
            });
    try (ServicePort port = new ServicePort(List.of(broken), CONTEXT, ServicePort::noService)) {
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
    List<AwsService> services =
        List.of(
            new TestService("s3", answers),
            new TestService("dynamodb", answers),
            new TestService("translate", answers));
    try (ServicePort port = new ServicePort(services, CONTEXT, ServicePort::noService)) {
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
