package dev.wsemulator.internal.transport.proxy;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ContentSourcePublisher;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The body of a request that is passed on while it arrives, as fast as the receiver takes it. Used
 * once.
 *
 * @param request the request
 * @param contentLength its length, or a negative number if that is unknown
 */
record UpstreamBody(Request request, long contentLength) implements BodyPublisher {

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> receiver) {
    new ContentSourcePublisher(request).subscribe(new Chunks(receiver));
  }

  /** Copies chunks, whose memory belongs to the server. */
  private static final class Chunks implements Flow.Subscriber<Content.Chunk> {
    private final Flow.Subscriber<? super ByteBuffer> receiver;

    @SuppressWarnings("NullAway.Init") // the publisher sets it first
    private Flow.Subscription subscription;

    Chunks(Flow.Subscriber<? super ByteBuffer> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      receiver.onSubscribe(given);
    }

    @Override
    public void onNext(Content.Chunk chunk) {
      if (chunk.hasRemaining()) {
        receiver.onNext(ByteBuffer.wrap(BufferUtil.toArray(chunk.getByteBuffer())));
      } else if (!chunk.isLast()) {
        subscription.request(1); // an empty part would end a chunked body
      }
    }

    @Override
    public void onError(Throwable failure) {
      receiver.onError(failure);
    }

    @Override
    public void onComplete() {
      receiver.onComplete();
    }
  }
}
