package dev.wsemulator.internal.transport.proxy;

import dev.wsemulator.internal.iam.ChunkResigner;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
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
 * @param chunks signs its chunks again; empty for a body that is passed on as it is
 */
record UpstreamBody(Request request, long contentLength, Optional<ChunkResigner> chunks)
    implements BodyPublisher {
  private static final byte[] NOTHING = {};

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> receiver) {
    new ContentSourcePublisher(request).subscribe(new Chunks(receiver, chunks));
  }

  /** Copies chunks, whose memory belongs to the server. */
  private static final class Chunks implements Flow.Subscriber<Content.Chunk> {
    private final Flow.Subscriber<? super ByteBuffer> receiver;
    private final Optional<ChunkResigner> signed;

    @SuppressWarnings("NullAway.Init") // the publisher sets it first
    private Flow.Subscription subscription;

    Chunks(Flow.Subscriber<? super ByteBuffer> receiver, Optional<ChunkResigner> signed) {
      this.receiver = receiver;
      this.signed = signed;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      receiver.onSubscribe(given);
    }

    @Override
    public void onNext(Content.Chunk chunk) {
      byte[] received = BufferUtil.toArray(chunk.getByteBuffer());
      byte[] sent = signed.map(chunks -> chunks.add(received)).orElse(received);
      if (sent.length > 0) {
        receiver.onNext(ByteBuffer.wrap(sent));
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
      byte[] rest = signed.map(ChunkResigner::end).orElse(NOTHING);
      if (rest.length > 0) {
        receiver.onNext(ByteBuffer.wrap(rest)); // the parts before were not passed on
      }
      receiver.onComplete();
    }
  }
}
