package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.connection.CloseCause;
import java.util.Objects;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;

/** The close status of a connection that the client or the server library has ended. */
final class ReceivedClose {
  private ReceivedClose() {}

  static CloseCause of(CloseStatus status) {
    return switch (status.getCode()) {
      case CloseStatus.NO_CODE -> CloseCause.NO_CODE;
      case CloseStatus.NO_CLOSE -> CloseCause.LOST;
      case CloseStatus.MESSAGE_TOO_LARGE -> CloseCause.TOO_BIG.because(RefusalReasons.unreadable());
      case CloseStatus.PROTOCOL -> asSent(status).because(CloseCause.PROTOCOL_ERROR.why());
      default -> asSent(status);
    };
  }

  /** Returns the status of a client's close frame, which keeps its code and reason. */
  static CloseCause ofClient(Frame frame) {
    CloseStatus status = CloseStatus.getCloseStatus(frame);
    return status.getCode() == CloseStatus.NO_CODE ? CloseCause.NO_CODE : asSent(status);
  }

  private static CloseCause asSent(CloseStatus status) {
    return new CloseCause(status.getCode(), Objects.toString(status.getReason(), ""));
  }
}
