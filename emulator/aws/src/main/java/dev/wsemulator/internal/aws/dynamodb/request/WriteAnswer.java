package dev.wsemulator.internal.aws.dynamodb.request;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to a call that may have written; functions hear of it before it is sent. */
public final class WriteAnswer extends Response.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(WriteAnswer.class);

  private final Runnable written;

  /**
   * Creates it.
   *
   * @param written runs before the answer is sent
   */
  public WriteAnswer(Request request, Response response, Runnable written) {
    super(request, response);
    this.written = written;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (last) {
      try {
        written.run();
      } catch (UncheckedIOException e) { // it cannot be kept, so it is not done
        LOG.error("A call to DynamoDB cannot be kept.", e);
        callback.failed(e);
        return;
      }
    }
    super.write(last, content, callback);
  }
}
