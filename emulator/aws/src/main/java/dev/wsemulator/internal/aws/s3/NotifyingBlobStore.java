package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.aws.s3.ObjectEvents.Occurrence;
import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The store as one caller sees it: what the caller changes is announced once it is visible.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html">Event
 *     types</a>
 */
final class NotifyingBlobStore extends ForwardingBlobStore {
  /** The S3 engine's bookkeeping of uploads in progress, hidden from clients. */
  private static final String HIDDEN_PREFIX = ".s3proxy-mpu-stub-";

  private final ObjectEvents events;
  private final String principal;

  NotifyingBlobStore(BlobStore store, ObjectEvents events, String principal) {
    super(store);
    this.events = events;
    this.principal = principal;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    PutObjectResponse response = super.putBlob(request, payload);
    created("ObjectCreated:Put", request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = super.copyBlob(request);
    created("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    created("ObjectCreated:CompleteMultipartUpload", request.bucket(), request.key());
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    Occurrence removed =
        new Occurrence("ObjectRemoved:Delete", request.bucket(), request.key(), principal);
    boolean announced = isWanted(removed) && blobExists(request.bucket(), request.key());
    DeleteObjectResponse response = super.removeBlob(request);
    if (announced) {
      events.announce(removed, null);
    }
    return response;
  }

  private void created(String name, String bucket, String key) {
    Occurrence created = new Occurrence(name, bucket, key, principal);
    if (isWanted(created)) {
      HeadObjectResponse head = blobMetadata(bucket, key);
      String eTag = head.eTag().replace("\"", "");
      events.announce(created, new ObjectEvents.Content(head.contentLength(), eTag));
    }
  }

  private boolean isWanted(Occurrence occurrence) {
    return !occurrence.key().startsWith(HIDDEN_PREFIX) && events.isWanted(occurrence);
  }
}
