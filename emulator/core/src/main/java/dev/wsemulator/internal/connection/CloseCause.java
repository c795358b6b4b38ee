package dev.wsemulator.internal.connection;

import dev.wsemulator.journal.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ends: the contents of its close frame, and the reason.
 *
 * @param code a code of RFC 6455
 * @param reason at most 123 bytes; may be empty
 * @param why why the gateway ends it, for the author of the API; {@code null} if the client does
 */
public record CloseCause(int code, String reason, @Nullable Reason why) {

  /** Creates a status that needs no explanation. */
  public CloseCause(int code, String reason) {
    this(code, reason, null);
  }

  /** Returns whether the other looks the same to a client. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CloseCause status
        && status.code == code
        && status.reason.equals(reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, reason);
  }

  /** Returns this with why the gateway ends the connection. */
  public CloseCause because(@Nullable Reason explanation) {
    return new CloseCause(code, reason, explanation);
  }

  /** {@code DELETE @connections}, as AWS closes it. */
  public static final CloseCause DELETED =
      new CloseCause(1000, "Connection Closed Normally")
          .because(
              Reason.of("deleted", "The connection was closed by a call of DELETE @connections."));

  /** The service ends the connection on its own. */
  public static final CloseCause GOING_AWAY = new CloseCause(1001, "Going away");

  /** A frame that the protocol does not allow. */
  public static final CloseCause PROTOCOL_ERROR =
      new CloseCause(1002, "")
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
  public static final CloseCause BINARY_REFUSED =
      new CloseCause(1003, "Binary is not supported")
          .because(
              Reason.of("binary-frame", "The client sent a binary message.")
                  .expected("WebSocket APIs accept text only.")
                  .advice("Send text; encode bytes, for example in Base64."));

  /** The client closed without a code. */
  public static final CloseCause NO_CODE =
      new CloseCause(1005, "Client-side close frame status not set");

  /** The connection was lost without a close frame. */
  public static final CloseCause LOST = new CloseCause(1006, "");

  /** A text message that is not UTF-8. */
  public static final CloseCause NOT_UTF8 =
      new CloseCause(1007, "")
          .because(
              Reason.of("not-utf8", "The client sent a text message that is not UTF-8.")
                  .advice("Encode text in UTF-8."));

  /** A compressed message that cannot be inflated. */
  public static final CloseCause NOT_DEFLATED =
      new CloseCause(1007, "")
          .because(
              Reason.of("not-deflated", "A compressed message of the client cannot be inflated.")
                  .advice("Check the client's permessage-deflate, or turn compression off."));

  /**
   * A frame or message over the quota.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
   */
  public static final CloseCause TOO_BIG = new CloseCause(1009, "");
}
