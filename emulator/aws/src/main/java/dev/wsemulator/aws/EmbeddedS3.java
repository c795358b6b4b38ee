package dev.wsemulator.aws;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.BackEnd.EventTarget;
import dev.wsemulator.stack.Stack;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * S3 in this process, in memory, for requests signed with a key of the owner or of one of the
 * stack's functions.
 */
final class EmbeddedS3 {
  private EmbeddedS3() {}

  /** Returns the service with the stack's buckets in it. */
  static Handler start(Stack stack, EventTarget functions) {
    BlobStore store = new TransientNio2BlobStore();
    stack.buckets().forEach(bucket -> store.createContainer(bucket.bucketName()));
    Map<String, AccessGrant> grants = grants(stack, new ObjectEvents(stack, functions), store);
    ServletContextHandler servlets = new ServletContextHandler();
    servlets.addServlet(new ServletHolder(new S3Protocol(store, grants).servlet()), "/*");
    return new BucketCors(stack.buckets(), servlets);
  }

  private static Map<String, AccessGrant> grants(
      Stack stack, ObjectEvents events, BlobStore store) {
    Map<String, AccessGrant> grants = new HashMap<>();
    grant(grants, AccessKey.OWNER, new NotifyingBlobStore(store, events, "AWS:owner"));
    for (FunctionDefinition function : stack.functions()) {
      AccessKey key = AccessKey.of(function.name());
      String principal = "AWS:AROA%s:%s".formatted(key.accessKeyId().substring(4), function.name());
      grant(grants, key, new NotifyingBlobStore(store, events, principal));
    }
    return Map.copyOf(grants);
  }

  private static void grant(Map<String, AccessGrant> grants, AccessKey key, BlobStore store) {
    grants.put(key.accessKeyId(), new AccessGrant(key.secretAccessKey(), store));
  }
}
