package dev.wsemulator.internal.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.Test;

/** Which frames the thread that selects reads itself. */
class LongMessagesTest {
  private final Queue<Runnable> handedOver = new ArrayDeque<>();
  private final List<Frame> read = new ArrayList<>();
  private final LongMessages messages = new LongMessages(new Reader(), handedOver::add);

  private final class Reader implements FrameHandler {
    @Override
    public void onOpen(CoreSession session, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      read.add(frame);
      callback.succeeded();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }

  private static Frame frame(byte opCode, boolean isLast, int length) {
    return new Frame(opCode, isLast, ByteBuffer.allocate(length));
  }

  private void assertReadAtOnce(Frame frame) {
    messages.onFrame(frame, Callback.NOOP);
    assertThat(read).last().isSameAs(frame);
    assertThat(handedOver).isEmpty();
  }

  private void assertHandedOver(Frame frame) {
    messages.onFrame(frame, Callback.NOOP);
    assertThat(read).doesNotContain(frame);
    handedOver.remove().run();
    assertThat(read).last().isSameAs(frame);
  }

  @Test
  void aShortMessageIsReadAtOnce() {
    assertReadAtOnce(frame(OpCode.TEXT, true, 16 * 1024));
  }

  @Test
  void aLongFrameIsHandedOver() {
    assertHandedOver(frame(OpCode.TEXT, true, 16 * 1024 + 1));
  }

  @Test
  void aMessageThatIsLongOnlyInAllIsHandedOverFromThereOn() {
    assertReadAtOnce(frame(OpCode.TEXT, false, 16 * 1024));
    assertReadAtOnce(frame(OpCode.PING, true, 125));
    assertHandedOver(frame(OpCode.CONTINUATION, false, 1));
    assertHandedOver(frame(OpCode.CONTINUATION, true, 0));
    assertReadAtOnce(frame(OpCode.TEXT, true, 10));
  }

  @Test
  void aCompressedMessageIsLongSooner() {
    Frame little = frame(OpCode.TEXT, true, 1024);
    little.setRsv1(true);
    assertReadAtOnce(little);
    Frame more = frame(OpCode.TEXT, false, 1024);
    more.setRsv1(true);
    assertReadAtOnce(more);
    assertHandedOver(frame(OpCode.CONTINUATION, true, 1));
  }
}
