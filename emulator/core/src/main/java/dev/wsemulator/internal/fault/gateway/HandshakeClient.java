package dev.wsemulator.internal.fault.gateway;

import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.http.HttpResponse;

/** The client of a handshake that waits for its answer. Thread-safe. */
public interface HandshakeClient {

  /** Lets its TCP connection fail. */
  void lose(DisconnectMode how);

  /** Answers it as what stands before the gateway does. */
  void answer(HttpResponse response);

  /** Sends it bytes that need not be HTTP, and ends the connection. */
  void answerRaw(byte[] bytes);
}
