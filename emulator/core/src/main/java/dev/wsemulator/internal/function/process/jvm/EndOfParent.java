package dev.wsemulator.internal.function.process.jvm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the JVM when the emulator is gone, however it ended. */
final class EndOfParent {
  private EndOfParent() {}

  /**
   * Waits in a thread for the end of standard input, whose other end the emulator holds, and gives
   * the function an empty one.
   */
  static void watch() {
    final InputStream pipe = System.in;
    System.setIn(new ByteArrayInputStream(new byte[0]));
    Thread thread =
        new Thread(
            new Runnable() {
              @Override
              public void run() {
                endWith(pipe);
              }
            },
            "end-of-parent");
    thread.setDaemon(true);
    thread.start();
  }

  private static void endWith(InputStream pipe) {
    try {
      while (pipe.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // The pipe is broken, which is the same.
    }
    Runtime.getRuntime().halt(0);
  }
}
