package dev.wsemulator.internal.transport.proxy;

import dev.wsemulator.internal.http.OutgoingClient;
import dev.wsemulator.internal.iam.ChunkResigner;
import dev.wsemulator.internal.iam.Resigner;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to other hosts, and their responses back, without a thread that waits. Bodies
 * are streamed; only that of a request whose signature must be made anew from it is read whole.
 * Thread-safe.
 */
public final class Forwarder implements AutoCloseable {
  /** The longest body that is read whole: some services take mails or code of that length. */
  private static final int MAX_WHOLE_BODY = 64 * 1024 * 1024;

  private static final String LOOP =
      "The request for %s has come through this emulator before: it leads back here. Correct"
          + " --map, or what the name of the host stands for on this machine.";

  /** What the client library sets itself. */
  private static final Set<String> OF_CLIENT = Set.of("host", "content-length", "expect");

  private final Via via = new Via();
  private final OutgoingClient client = new OutgoingClient(Duration.ofSeconds(10));
  private final Resigner resigner;

  /**
   * Creates a forwarder without connections.
   *
   * @param resigner signs requests for the hosts that they are passed on to
   */
  public Forwarder(Resigner resigner) {
    this.resigner = resigner;
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.close();
  }

  /** Passes a request on to the host that it is for. */
  public void pass(ProxiedCall call, URI url) {
    send(call, call.head(), url, streamed(call.request(), Optional.empty()));
  }

  /**
   * Passes a request on to another host and path than its caller signed it for.
   *
   * @param url the URL, without the query
   */
  public void redirect(ProxiedCall call, URI url) {
    if (!resigner.needsBody(call.head())) {
      dev.wsemulator.internal.http.HttpRequest moved = resigner.moved(call.head(), url);
      Optional<ChunkResigner> chunks = resigner.chunks(call.head(), moved);
      send(call, moved, url, streamed(call.request(), chunks));
      return;
    }
    Content.Source.asByteArrayAsync(
        call.request(),
        MAX_WHOLE_BODY,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            body -> send(call, resigner.moved(with(call.head(), body), url), url, whole(body)),
            failure -> call.fail(413, "The body of the request cannot be read: " + failure)));
  }

  private static dev.wsemulator.internal.http.HttpRequest with(
      dev.wsemulator.internal.http.HttpRequest head, byte[] body) {
    return new dev.wsemulator.internal.http.HttpRequest(
        head.method(), head.rawPath(), head.rawQuery(), head.headers(), body);
  }

  private static BodyPublisher whole(byte[] body) {
    return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  private static BodyPublisher streamed(Request request, Optional<ChunkResigner> chunks) {
    boolean isChunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    long length = request.getLength();
    boolean isEmpty = length == 0 || length < 0 && !isChunked;
    return isEmpty ? BodyPublishers.noBody() : new UpstreamBody(request, length, chunks);
  }

  private void send(
      ProxiedCall call,
      dev.wsemulator.internal.http.HttpRequest head,
      URI url,
      BodyPublisher body) {
    if (via.isIn(head)) {
      call.fail(508, LOOP.formatted(url));
      return;
    }
    HttpRequest request;
    try {
      request = request(head, url, body);
    } catch (IllegalArgumentException e) {
      call.fail(400, "The request cannot be passed on to %s: %s.".formatted(url, e.getMessage()));
      return;
    }
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.get().sendAsync(request, BodyHandlers.ofPublisher());
    call.request().addFailureListener(failure -> answer.cancel(true));
    answer.whenComplete((response, failure) -> answer(call, url, response, failure));
  }

  private HttpRequest request(
      dev.wsemulator.internal.http.HttpRequest head, URI url, BodyPublisher body) {
    String query = head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery();
    String path = url.getRawPath().isEmpty() ? "/" : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path + query)).method(head.method(), body);
    EndToEnd headers = new EndToEnd(head.headers("Connection"), OF_CLIENT);
    head.headers().stream()
        .filter(header -> headers.passes(header.name()))
        .forEach(header -> request.header(header.name(), header.value()));
    request.header(Via.NAME, via.value());
    return request.build();
  }

  private static void answer(
      ProxiedCall call,
      URI url,
      @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      call.fail(502, "There is no answer from %s (%s).".formatted(url, reason(failure)));
      return;
    }
    Response response = call.response();
    response.setStatus(answer.statusCode());
    EndToEnd headers = new EndToEnd(answer.headers().allValues("Connection"), Set.of());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (headers.passes(name)) {
                response.getHeaders().put(name, values); // the server has set a date already
              }
            });
    answer.body().subscribe(new DownstreamBody(response, call.callback()));
  }

  /** Returns what a failure says, which is often that of its cause. */
  static String reason(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each.getCause() == null) {
        String name = each.getClass().getSimpleName();
        return each.getMessage() == null ? name : name + ": " + each.getMessage();
      }
    }
    return "no reason";
  }
}
