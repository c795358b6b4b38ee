package dev.wsemulator.translator;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes URLs to PUT one document to. The content type is part of the answer but not of the
 * signature: a browser that spells it differently is not turned away. This class is thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html">Uploading
 *     objects with presigned URLs</a>
 */
final class UploadLinks {
  static final Duration VALIDITY = Duration.ofMinutes(15);

  private final Supplier<S3Presigner> presigner;
  private final Supplier<String> bucket;

  /** Reads the bucket's name from the function's environment. */
  UploadLinks() {
    this(AwsClients::presigner, Settings::bucketName);
  }

  UploadLinks(Supplier<S3Presigner> presigner, Supplier<String> bucket) {
    this.presigner = new Lazy<>(presigner);
    this.bucket = bucket;
  }

  /** Returns the message with the URL for a new document, and its key. */
  String message(String fileName) {
    String key = Keys.upload(UUID.randomUUID().toString(), fileName);
    String url =
        presigner
            .get()
            .presignPutObject(
                presign ->
                    presign
                        .signatureDuration(VALIDITY)
                        .putObjectRequest(put -> put.bucket(bucket.get()).key(key)))
            .url()
            .toString();
    return Messages.upload(fileName, key, url);
  }
}
