package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Part;

/** A store whose dates are by the emulator's clock; the store itself has the machine's. */
final class DatedBlobStore extends ForwardingBlobStore {
  private final TimeSource clock;

  /**
   * Shows a store.
   *
   * @param clock the emulator's clock
   */
  DatedBlobStore(BlobStore store, TimeSource clock) {
    super(store);
    this.clock = clock;
  }

  private void date(@Nullable Instant machineTime, Consumer<Instant> shown) {
    Optional.ofNullable(machineTime).map(clock::showedAt).ifPresent(shown);
  }

  @Override
  public ListBucketsResponse list() {
    ListBucketsResponse all = super.list();
    return all.toBuilder()
        .buckets(
            all.buckets().stream()
                .map(one -> one.copy(shown -> date(one.creationDate(), shown::creationDate)))
                .toList())
        .build();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response all = super.list(request);
    return all.toBuilder()
        .contents(
            all.contents().stream()
                .map(one -> one.copy(shown -> date(one.lastModified(), shown::lastModified)))
                .toList())
        .build();
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse head = super.blobMetadata(request);
    HeadObjectResponse.Builder shown = head.toBuilder();
    date(head.lastModified(), shown::lastModified);
    return shown.build();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    ResponseInputStream<GetObjectResponse> content = super.getBlob(request);
    GetObjectResponse.Builder shown = content.response().toBuilder();
    date(content.response().lastModified(), shown::lastModified);
    return new ResponseInputStream<>(shown.build(), content);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse copy = super.copyBlob(request);
    return copy.copyObjectResult() == null
        ? copy
        : copy.copy(
            shown ->
                shown.copyObjectResult(
                    copy.copyObjectResult()
                        .copy(
                            result ->
                                date(
                                    copy.copyObjectResult().lastModified(),
                                    result::lastModified))));
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(upload).stream()
        .map(part -> part.copy(shown -> date(part.lastModified(), shown::lastModified)))
        .toList();
  }
}
