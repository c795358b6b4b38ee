package dev.wsemulator.it.controlplane;

import dev.wsemulator.WebSocketApiEmulator;
import java.nio.file.Path;

/** A process with an emulator that keeps its state; its end is a kill. */
final class Killed {
  private Killed() {}

  /** Starts the emulator with a folder, says its address, and waits for the kill. */
  public static void main(String[] arguments) throws InterruptedException {
    WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder().state(Path.of(arguments[0])).start();
    System.out.println(emulator.baseUrl());
    Thread.currentThread().join();
  }
}
