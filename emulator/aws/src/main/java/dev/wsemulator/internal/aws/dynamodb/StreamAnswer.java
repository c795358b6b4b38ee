package dev.wsemulator.internal.aws.dynamodb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** An answer of the engine whose text is changed before it is sent. */
final class StreamAnswer extends Response.Wrapper {
  private static final String CHECKSUM = "x-amz-crc32";

  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private final UnaryOperator<String> change;

  /**
   * Creates it.
   *
   * @param change makes the new text of the engine's
   */
  StreamAnswer(Request request, Response response, UnaryOperator<String> change) {
    super(request, response);
    this.change = change;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (content != null) {
      whole.writeBytes(BufferUtil.toArray(content));
      content.position(content.limit());
    }
    if (!last) {
      callback.succeeded();
      return;
    }
    String text = whole.toString(StandardCharsets.UTF_8);
    byte[] changed = change.apply(text).getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(changed);
    getHeaders().put(HttpHeader.CONTENT_LENGTH, changed.length);
    getHeaders().put(CHECKSUM, String.valueOf(checksum.getValue()));
    super.write(true, ByteBuffer.wrap(changed), callback);
  }
}
