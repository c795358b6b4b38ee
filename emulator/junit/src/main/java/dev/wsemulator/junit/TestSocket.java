package dev.wsemulator.junit;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A client's connection as the test that has opened it leaves it.
 *
 * @param client the client, which names itself
 * @param webSocket returns whether the handshake succeeded
 * @param leftOpen returns whether neither the test nor the server has ended it
 * @param read returns whether the test has read a message that contains a text
 * @param end closes it
 */
record TestSocket(
    Object client,
    BooleanSupplier webSocket,
    BooleanSupplier leftOpen,
    Predicate<String> read,
    Runnable end) {

  boolean isWebSocket() {
    return webSocket.getAsBoolean();
  }

  boolean isLeftOpen() {
    return leftOpen.getAsBoolean();
  }

  boolean hasRead(String text) {
    return read.test(text);
  }

  void close() {
    end.run();
  }
}
