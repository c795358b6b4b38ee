package dev.wsemulator.internal.aws.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A store whose changes are kept before they are answered. Thread-safe. */
final class KeptBlobStore extends ForwardingBlobStore {
  private final KeptBuckets kept;

  KeptBlobStore(BlobStore store, KeptBuckets kept) {
    super(store);
    this.kept = kept;
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    CreateBucketResponse response = super.createContainer(request);
    kept.bucket(request.bucket());
    return response;
  }

  @Override
  public void setContainerAccess(String container, BucketCannedACL access) {
    super.setContainerAccess(container, access);
    kept.bucket(container);
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    delegate().list(request).contents().forEach(one -> removeBlob(request.bucket(), one.key()));
  }

  @Override
  public void deleteContainer(String container) {
    super.deleteContainer(container);
    kept.bucket(container);
  }

  @Override
  public void deleteBucket(String container) {
    super.deleteBucket(container);
    kept.bucket(container);
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    PutBucketVersioningResponse response = super.putBucketVersioning(request);
    kept.bucket(request.bucket());
    return response;
  }

  @Override
  public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    PutBucketEncryptionResponse response = super.putBucketEncryption(request);
    kept.bucket(request.bucket());
    return response;
  }

  @Override
  public DeleteBucketEncryptionResponse deleteBucketEncryption(
      DeleteBucketEncryptionRequest request) {
    DeleteBucketEncryptionResponse response = super.deleteBucketEncryption(request);
    kept.bucket(request.bucket());
    return response;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    PutObjectResponse response = super.putBlob(request, payload);
    kept.object(request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = super.copyBlob(request);
    kept.object(request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    kept.object(request.bucket(), request.key());
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    DeleteObjectResponse response = super.removeBlob(request);
    kept.object(request.bucket(), request.key());
    return response;
  }

  @Override
  public void setBlobAccess(String container, String name, ObjectCannedACL access) {
    super.setBlobAccess(container, name, access);
    kept.object(container, name);
  }

  @Override
  public void setBlobAccess(
      String container, String name, ObjectCannedACL access, String versionId) {
    super.setBlobAccess(container, name, access, versionId);
    kept.object(container, name);
  }
}
