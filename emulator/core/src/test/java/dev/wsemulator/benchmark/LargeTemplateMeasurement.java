package dev.wsemulator.benchmark;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how long a template of 100 functions and 300 routes takes to be read and to start, beside
 * one of three each, and what a message costs with each, in turn in one JVM.
 */
public final class LargeTemplateMeasurement {
  private static final int ROUNDS = 7;
  private static final int CONNECTIONS = 8;

  private LargeTemplateMeasurement() {}

  /** A function that answers every message with its body. */
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int body = event.indexOf("\"body\":");
      String answer =
          body < 0
              ? "{\"statusCode\":200}"
              : "{\"statusCode\":200," + event.substring(body); // isBase64Encoded is the last
      out.write(answer.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Round(long read, long start, EchoClients.Result messages) {}

  /** Takes no arguments; or a file, to write the large template into it and do no more. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      Files.copy(template(100, 300), Path.of(arguments[0]), StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    Path small = template(3, 3);
    Path large = template(100, 300);
    List<Round> ofSmall = new ArrayList<>();
    List<Round> ofLarge = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ofSmall.add(round(small));
      ofLarge.add(round(large));
    }
    print("3 routes", ofSmall);
    print("300 routes", ofLarge);
  }

  private static Path template(int functions, int routes) throws IOException, URISyntaxException {
    Path code =
        Path.of(
            LargeTemplateMeasurement.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    StringBuilder text =
        new StringBuilder(
            """
            Transform: AWS::Serverless-2016-10-31
            Globals: {Function: {Runtime: java17, CodeUri: '%s', Handler: '%s'}}
            Resources:
            """
                .formatted(code, Echo.class.getName()));
    for (int i = 0; i < functions; i++) {
      text.append("  F%d: {Type: AWS::Serverless::Function}%n".formatted(i));
    }
    text.append(
        """
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              RouteSelectionExpression: $request.body.action
              Routes:
                echo: {FunctionArn: !GetAtt F0.Arn, RouteResponseSelectionExpression: $default}
        """);
    for (int i = 1; i < routes; i++) {
      text.append("        key%d: {FunctionArn: !GetAtt F%d.Arn}%n".formatted(i, i % functions));
    }
    text.append(
        """
          Response:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: {ApiId: !Ref Chat, RouteId: !Ref ChatEchoRoute, RouteResponseKey: $default}
        """);
    return Files.writeString(Files.createTempFile("template", ".yaml"), text.toString());
  }

  private static Round round(Path file) throws IOException {
    long begin = System.nanoTime();
    Stack stack = Template.of(file).load();
    long read = System.nanoTime();
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .stack(stack)
            .quotas(Quotas.builder().withoutThrottling().build())
            .start()) {
      long started = System.nanoTime();
      EchoClients.Result messages =
          EchoClients.measure(emulator.webSocketUrl(), CONNECTIONS, Duration.ofSeconds(3));
      return new Round(millis(begin, read), millis(read, started), messages);
    }
  }

  private static void print(String name, List<Round> rounds) {
    List<EchoClients.Result> messages = rounds.stream().map(Round::messages).toList();
    System.out.printf(
        "%-10s  read %d ms, start %d ms the first time; then a median of %d and %d ms%n",
        name,
        rounds.get(0).read(),
        rounds.get(0).start(),
        rounds.stream().mapToLong(Round::read).sorted().skip(ROUNDS / 2).findFirst().orElseThrow(),
        rounds.stream()
            .mapToLong(Round::start)
            .sorted()
            .skip(ROUNDS / 2)
            .findFirst()
            .orElseThrow());
    System.out.printf(
        "%-10s  %.0f messages/s, median %.0f us, slowest hundredth %.0f us%n",
        name,
        EchoBenchmark.median(messages, EchoClients.Result::perSecond),
        EchoBenchmark.median(messages, EchoClients.Result::p50),
        EchoBenchmark.median(messages, EchoClients.Result::p99));
  }

  private static long millis(long from, long to) {
    return Duration.ofNanos(to - from).toMillis();
  }
}
