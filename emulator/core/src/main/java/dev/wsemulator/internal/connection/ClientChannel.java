package dev.wsemulator.internal.connection;

import dev.wsemulator.journal.Body;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The way to a client. Thread-safe; no method blocks. */
public interface ClientChannel {

  /** What may wait for a client that does not read, in bytes, before its senders are refused. */
  int BUFFER_BYTES = 1024 * 1024;

  /**
   * A text message for a client.
   *
   * @param utf8 the text
   * @param requestId the request that it answers, or {@code null}
   * @param callId the call of {@code @connections} that posts it, if that is recorded
   * @param body the text, as the journal has it
   */
  record Message(byte[] utf8, @Nullable String requestId, @Nullable String callId, Body body) {

    /** Returns the message with this text. */
    public static Message of(String text, @Nullable String requestId) {
      return new Message(text.getBytes(StandardCharsets.UTF_8), requestId, null, Body.of(text));
    }

    /** Returns the message with this text that a call posts. */
    public static Message posted(String text, @Nullable String callId) {
      return new Message(text.getBytes(StandardCharsets.UTF_8), null, callId, Body.of(text));
    }

    /** Returns how long it is, in bytes. */
    public int length() {
      return utf8.length;
    }
  }

  /**
   * Queues a text message, in frames no longer than the quota. It is in the journal when it is
   * written to the socket, before the client receives it; a lost message is never in it.
   *
   * @param message the message
   * @return {@code false} if the client reads so slowly that its buffer is full, or is gone
   */
  boolean send(Message message);

  /**
   * Queues a text message, in frames no longer than this.
   *
   * @param message the message
   * @param frameBytes the longest payload of a frame
   * @return as {@link #send(Message)}
   */
  boolean send(Message message, int frameBytes);

  /** Requests that the connection is closed with this status. */
  void close(CloseCause status);

  /** Returns whether the end has begun, so that nothing more can be sent. */
  boolean isClosing();

  /**
   * Lets nothing pass in either direction, and nothing be lost, until as many calls of {@link
   * #resume}.
   */
  void pause();

  /** Ends a pause: with the last, everything passes that was sent meanwhile, in order. */
  void resume();

  /** Lets the connection fail, as networks do. */
  void sever(DisconnectMode how);
}
