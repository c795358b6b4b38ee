package dev.wsemulator.internal.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects the body of an answer, and stops reading when it is too long. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final int limit;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Set once, before anything is read. */
  @SuppressWarnings("NullAway.Init")
  private Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
  }

  /** An answer is longer than it may be. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    private final int limit;

    TooLong(int limit) {
      super("The answer is longer than " + limit + " bytes.");
      this.limit = limit;
    }

    int limit() {
      return limit;
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription made) {
    subscription = made;
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (whole.isDone()) {
        return;
      }
      if (bytes.size() + buffer.remaining() > limit) {
        subscription.cancel();
        whole.completeExceptionally(new TooLong(limit));
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
