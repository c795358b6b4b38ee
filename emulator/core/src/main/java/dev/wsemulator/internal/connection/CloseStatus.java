package dev.wsemulator.internal.connection;

import dev.wsemulator.journal.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ends, as its close frame says it.
 *
 * @param code a code of RFC 6455
 * @param reason at most 123 bytes; may be empty
 * @param why why the gateway ends it, for the author of the API; {@code null} if the client does
 */
public record CloseStatus(int code, String reason, @Nullable Reason why) {

  /** Creates a status that needs no explanation. */
  public CloseStatus(int code, String reason) {
    this(code, reason, null);
  }

  /** Returns whether the other looks the same to a client. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CloseStatus status
        && status.code == code
        && status.reason.equals(reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, reason);
  }

  /** Returns this with why the gateway ends the connection. */
  public CloseStatus because(Reason explanation) {
    return new CloseStatus(code, reason, explanation);
  }

  /** {@code DELETE @connections}, as AWS closes it. */
  public static final CloseStatus DELETED =
      new CloseStatus(1000, "Connection Closed Normally")
          .because(
              Reason.of("deleted", "The connection was closed by a call of DELETE @connections."));

  /** The service ends the connection on its own. */
  public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "Going away");

  /** A frame that the protocol does not allow. */
  public static final CloseStatus PROTOCOL_ERROR =
      new CloseStatus(1002, "")
          .because(
              Reason.of("protocol-error", "The client sent a frame that RFC 6455 does not allow.")
                  .advice("Check its opcode, length, mask, reserved bits and order."));

  /**
   * A binary frame (REC-083).
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html">Binary
   *     media types</a>
   */
  public static final CloseStatus BINARY_REFUSED =
      new CloseStatus(1003, "Binary is not supported")
          .because(
              Reason.of("binary-frame", "The client sent a binary message.")
                  .expected("WebSocket APIs accept text only.")
                  .advice("Send text; encode bytes, for example in Base64."));

  /** The client closed without a code. */
  public static final CloseStatus NO_CODE =
      new CloseStatus(1005, "Client-side close frame status not set");

  /** The connection was lost without a close frame. */
  public static final CloseStatus LOST = new CloseStatus(1006, "");

  /** A text message that is not UTF-8. */
  public static final CloseStatus NOT_UTF8 =
      new CloseStatus(1007, "")
          .because(
              Reason.of("not-utf8", "The client sent a text message that is not UTF-8.")
                  .advice("Encode text in UTF-8."));

  /** A compressed message that cannot be inflated. */
  public static final CloseStatus NOT_DEFLATED =
      new CloseStatus(1007, "")
          .because(
              Reason.of("not-deflated", "A compressed message of the client cannot be inflated.")
                  .advice("Check the client's permessage-deflate, or turn compression off."));

  /**
   * A frame or message over the quota.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
   */
  public static final CloseStatus TOO_BIG = new CloseStatus(1009, "");
}
