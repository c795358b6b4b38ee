package app;

import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Writes and reads an object. */
final class S3Async implements Call {
  @Override
  public String make(String event) throws Exception {
    try (S3AsyncClient s3 = S3AsyncClient.create()) {
      return roundTrip(s3);
    }
  }

  static String roundTrip(S3AsyncClient s3) throws Exception {
    String bucket = System.getenv("BUCKET");
    String key = "async/" + System.nanoTime();
    s3.putObject(put -> put.bucket(bucket).key(key), AsyncRequestBody.fromString("kept"))
        .get(20, TimeUnit.SECONDS);
    return s3.getObject(get -> get.bucket(bucket).key(key), AsyncResponseTransformer.toBytes())
        .get(20, TimeUnit.SECONDS)
        .asUtf8String();
  }
}
