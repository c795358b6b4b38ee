package dev.wsemulator.internal.transport.proxy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Writes the body of a response while it arrives, as fast as the caller takes it. Used once. */
final class DownstreamBody implements Flow.Subscriber<List<ByteBuffer>> {
  private final Response response;
  private final Callback callback;

  @SuppressWarnings("NullAway.Init") // the publisher sets it first
  private Flow.Subscription subscription;

  DownstreamBody(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    response.write(
        false,
        joined(buffers),
        Callback.from(
            () -> subscription.request(1),
            failure -> {
              subscription.cancel();
              callback.failed(failure);
            }));
  }

  @Override
  public void onError(Throwable failure) {
    callback.failed(failure);
  }

  @Override
  public void onComplete() {
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  private static ByteBuffer joined(List<ByteBuffer> buffers) {
    if (buffers.size() == 1) {
      return buffers.get(0);
    }
    ByteBuffer all = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
    buffers.forEach(all::put);
    return all.flip();
  }
}
