package dev.wsemulator.benchmark;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;

/** An emulator whose one two-way function sends every message back. */
public final class EmulatorEcho {
  private EmulatorEcho() {}

  /**
   * Starts it and waits for ever.
   *
   * @param arguments the port and, if the journal is to be off, {@code unrecorded}
   */
  public static void main(String[] arguments) throws InterruptedException {
    LambdaFunction echo = EmulatorEcho::echo;
    WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .port(Integer.parseInt(arguments[0]))
            .quotas(Quotas.builder().withoutThrottling().build())
            .function("echo", echo)
            .api(
                WebSocketApi.builder("echo")
                    .route(Route.twoWay("echo", Integration.lambdaProxy("echo")))
                    .build())
            .start();
    emulator.journal().record(arguments.length < 2);
    System.out.println("ready");
    Thread.currentThread().join();
  }

  /** Copies the escaped body from the event to the answer, without parsing either. */
  private static byte[] echo(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    int begin = text.lastIndexOf("\"body\":") + "\"body\":".length();
    int end = text.lastIndexOf(",\"isBase64Encoded\"");
    String answer = "{\"statusCode\":200,\"body\":" + text.substring(begin, end) + "}";
    return answer.getBytes(StandardCharsets.UTF_8);
  }
}
