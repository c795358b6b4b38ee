package dev.wsemulator.translator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** One bucket in memory. */
final class FakeS3 implements S3Client {
  static final String BUCKET = "documents";

  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final Map<String, String> contentTypes = new ConcurrentHashMap<>();

  FakeS3 with(String key, String text) {
    objects.put(key, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String text(String key) {
    return new String(objects.get(key), StandardCharsets.UTF_8);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    checkBucket(request.bucket());
    try {
      objects.put(request.key(), body.contentStreamProvider().newStream().readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    contentTypes.put(request.key(), request.contentType());
    return PutObjectResponse.builder().build();
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    checkBucket(request.bucket());
    byte[] object = objects.get(request.key());
    if (object == null) {
      throw NoSuchKeyException.builder().statusCode(404).build();
    }
    try {
      return transformer.transform(
          GetObjectResponse.builder().build(),
          AbortableInputStream.create(new ByteArrayInputStream(object)));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    checkBucket(request.bucket());
    objects.remove(request.key());
    return DeleteObjectResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "s3";
  }

  @Override
  public void close() {}

  private static void checkBucket(String name) {
    if (!BUCKET.equals(name)) {
      throw new IllegalArgumentException("There is no bucket " + name + ".");
    }
  }
}
