package dev.wsemulator.benchmark;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;

/** An emulator whose one two-way function, in Node.js, sends every message back. */
public final class ChildEcho {
  static final String SOURCE =
      "exports.handler = async (event) => ({ statusCode: 200, body: event.body });";

  private ChildEcho() {}

  /**
   * Starts it and waits for ever.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws InterruptedException {
    WebSocketApiEmulator.builder()
        .port(Integer.parseInt(arguments[0]))
        .quotas(Quotas.builder().withoutThrottling().build())
        .function(
            FunctionDefinition.of(
                "echo", ChildProcess.inline("nodejs20.x", "index.handler", SOURCE)))
        .api(
            WebSocketApi.builder("echo")
                .route(Route.twoWay("echo", Integration.lambdaProxy("echo")))
                .build())
        .start();
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
