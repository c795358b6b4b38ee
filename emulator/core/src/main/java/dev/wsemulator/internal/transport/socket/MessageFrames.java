package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.compression.Deflation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** Turns messages to one client into frames. Used by one sender at a time. */
final class MessageFrames {
  private final UnevenFraming cuts;
  private final @Nullable Deflation deflation;

  /**
   * Creates one.
   *
   * @param cuts where messages are cut
   * @param deflation what deflates them, or {@code null}
   */
  MessageFrames(UnevenFraming cuts, @Nullable Deflation deflation) {
    this.cuts = cuts;
    this.deflation = deflation;
  }

  /** Returns the frames of a message, none of them longer than the quota. */
  List<Frame> of(byte[] utf8, int quota) {
    return frames(utf8, quota, false);
  }

  /** Returns the frames of a message, all but the last of this length. */
  List<Frame> evenly(byte[] utf8, int frameBytes) {
    return frames(utf8, frameBytes, true);
  }

  private List<Frame> frames(byte[] utf8, int max, boolean evenly) {
    Deflation deflating = utf8.length > 0 ? deflation : null;
    ByteBuffer payload = deflating == null ? ByteBuffer.wrap(utf8) : deflating.deflate(utf8);
    int length = payload.remaining();
    int[] pieces = evenly ? UnevenFraming.even(length, max) : cuts.next(length, max);
    List<Frame> frames = new ArrayList<>(pieces.length);
    int at = 0;
    for (int i = 0; i < pieces.length; i++) {
      byte opCode = i == 0 ? OpCode.TEXT : OpCode.CONTINUATION;
      Frame frame = new Frame(opCode, i == pieces.length - 1, payload.slice(at, pieces[i]));
      frames.add(i == 0 ? frame.setRsv1(deflating != null) : frame);
      at += pieces[i];
    }
    return frames;
  }

  /** Returns a frame's payload, which may be empty. */
  static ByteBuffer payload(Frame frame) {
    return frame.hasPayload() ? frame.getPayload() : BufferUtil.EMPTY_BUFFER;
  }

  /** Returns the pong to a ping, with a copy of its payload. */
  static Frame pong(Frame ping) {
    ByteBuffer data = ByteBuffer.allocate(ping.getPayloadLength());
    if (ping.hasPayload()) {
      data.put(ping.getPayload().slice()).flip();
    }
    return new Frame(OpCode.PONG, data);
  }
}
