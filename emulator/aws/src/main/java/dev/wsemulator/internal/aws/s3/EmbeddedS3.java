package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.LifeCycle;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * S3 in this process, in memory, for requests signed with a key of the owner or of one of the
 * stack's functions.
 */
final class EmbeddedS3 implements EmbeddedService {
  private final BlobStore store;

  /** Keeps everything; {@code null} if nothing is kept. */
  private final @Nullable KeptBuckets kept;

  private final Map<String, AccessGrant> grants = new ConcurrentHashMap<>();
  private final ObjectEvents events;
  private final BucketCors handler;

  /** Starts the service with the stack's buckets in it. */
  EmbeddedS3(Stack stack, BackEndContext context, Targets targets) {
    BucketStore memory = BucketStore.empty();
    kept = context.state().map(folder -> new KeptBuckets(folder, memory.folder())).orElse(null);
    BlobStore durable = kept == null ? memory : new KeptBlobStore(memory, kept);
    TimeSource clock = context.clock();
    store = clock.canAdvance() ? new DatedBlobStore(durable, clock) : durable;
    events = new ObjectEvents(stack, new NotificationSender(context, targets), context.clock());
    context.ownerKeys().forEach(key -> grant(key, "AWS:owner"));
    ServletContextHandler servlets = new ServletContextHandler();
    servlets.addServlet(new ServletHolder(new S3Protocol(store, grants, clock).servlet()), "/*");
    handler = new BucketCors(stack.buckets(), servlets);
    handler.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopped(LifeCycle stopped) {
            if (kept != null) {
              kept.close();
            }
          }
        });
    update(stack, stack);
  }

  @Override
  public Handler handler() {
    return handler;
  }

  @Override
  public Matcher facts(Request request, Supplier<byte[]> body) {
    return ObjectRequest.of(request).facts();
  }

  @Override
  public Collection<String> names(String kind) {
    return kind.equals("bucket")
        ? store.list().buckets().stream()
            .map(software.amazon.awssdk.services.s3.model.Bucket::name)
            .toList()
        : List.of();
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    now.buckets().stream()
        .map(Bucket::bucketName)
        .filter(name -> !store.containerExists(name))
        .forEach(store::createContainer);
    for (FunctionDefinition function : now.functions()) {
      AccessKey key = AccessKey.of(function.name());
      grant(key, "AWS:AROA%s:%s".formatted(key.accessKeyId().substring(4), function.name()));
    }
    events.update(now);
    handler.update(now.buckets());
    return List.of();
  }

  private void grant(AccessKey key, String principal) {
    grants.computeIfAbsent(
        key.accessKeyId(),
        id ->
            new AccessGrant(
                key.secretAccessKey(), new NotifyingBlobStore(store, events, principal)));
  }
}
