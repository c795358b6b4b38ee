package app;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Writes an object, and reads it by the client and by a signed URL. */
final class S3 implements Call {
  @Override
  public String make(String event) throws Exception {
    String bucket = System.getenv("BUCKET");
    String key = "a folder/" + System.nanoTime();
    AmazonS3 s3 = AmazonS3ClientBuilder.defaultClient();
    try {
      s3.putObject(bucket, key, "kept");
      String read = s3.getObjectAsString(bucket, key);
      Date soon = new Date(System.currentTimeMillis() + 300_000);
      try (InputStream in = s3.generatePresignedUrl(bucket, key, soon).openStream()) {
        return read + " and " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } finally {
      s3.shutdown();
    }
  }
}
