package dev.wsemulator.it.runtime;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Path;

/** An emulator that takes changes of a function's code over, until its standard input ends. */
final class SeparateMain {
  private SeparateMain() {}

  /**
   * Starts it, and says its address.
   *
   * @param arguments the name of a language, and the folder with its code
   */
  public static void main(String[] arguments) throws IOException {
    Language language = Language.named(arguments[0]);
    FunctionDefinition function =
        FunctionDefinition.of("cases", language.code(Path.of(arguments[1]), "cases.handler"));
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .function(function)
            .verifyIdentity(false)
            .watch(true)
            .start()) {
      System.out.println("ready " + emulator.baseUrl());
      while (System.in.read() >= 0) {
        // it only ends
      }
    }
  }
}
