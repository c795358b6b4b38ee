package app;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Writes an object, and reads it by the client and by a signed URL. */
final class S3 implements Call {
  @Override
  public String make(String event) throws Exception {
    String bucket = System.getenv("BUCKET");
    String key = "a folder/" + System.nanoTime();
    try (S3Client s3 = S3Client.create();
        S3Presigner presigner = S3Presigner.create()) {
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("kept"));
      String read = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
      var signed =
          presigner.presignGetObject(
              one ->
                  one.signatureDuration(Duration.ofMinutes(5))
                      .getObjectRequest(get -> get.bucket(bucket).key(key)));
      try (InputStream in = signed.url().openStream()) {
        return read + " and " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
