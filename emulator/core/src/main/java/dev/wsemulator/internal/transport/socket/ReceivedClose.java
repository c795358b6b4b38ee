package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.connection.CloseCause;
import java.util.Objects;

/** The close status of a connection that the client or the server library has ended. */
final class ReceivedClose {
  private ReceivedClose() {}

  static CloseCause of(org.eclipse.jetty.websocket.core.CloseStatus status) {
    return switch (status.getCode()) {
      case org.eclipse.jetty.websocket.core.CloseStatus.NO_CODE -> CloseCause.NO_CODE;
      case org.eclipse.jetty.websocket.core.CloseStatus.NO_CLOSE -> CloseCause.LOST;
      case org.eclipse.jetty.websocket.core.CloseStatus.MESSAGE_TOO_LARGE ->
          CloseCause.TOO_BIG.because(RefusalReasons.unreadable());
      case org.eclipse.jetty.websocket.core.CloseStatus.PROTOCOL ->
          asSent(status).because(CloseCause.PROTOCOL_ERROR.why());
      default -> asSent(status);
    };
  }

  /** Returns the status of a client's close frame, which keeps its code and reason. */
  static CloseCause ofClient(org.eclipse.jetty.websocket.core.CloseStatus status) {
    return status.getCode() == org.eclipse.jetty.websocket.core.CloseStatus.NO_CODE
        ? CloseCause.NO_CODE
        : asSent(status);
  }

  private static CloseCause asSent(org.eclipse.jetty.websocket.core.CloseStatus status) {
    return new CloseCause(status.getCode(), Objects.toString(status.getReason(), ""));
  }
}
