package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets and objects are there again, as the last answered call has left them. */
class KeptBucketsTest extends KeptServices {
  @Test
  void objectsAreThereWithTheirTagsAndTypes() throws IOException {
    S3Client s3 = now.s3();
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 7);
    store(s3, large);
    multipart(s3);
    List<S3Object> before = s3.listObjectsV2(list -> list.bucket("docs")).contents();
    HeadObjectResponse head = s3.headObject(h -> h.bucket("docs").key("a/b ü.txt"));

    crash();

    S3Client again = now.s3();
    assertThat(again.listObjectsV2(list -> list.bucket("docs")).contents()).isEqualTo(before);
    HeadObjectResponse after = again.headObject(h -> h.bucket("docs").key("a/b ü.txt"));
    assertThat(after.contentType()).isEqualTo(head.contentType()).startsWith("text/plain");
    assertThat(after.metadata()).isEqualTo(Map.of("who", "me"));
    assertThat(after.lastModified()).isEqualTo(head.lastModified());
    assertThat(again.getObjectAsBytes(get -> get.bucket("mine").key("copy")).asByteArray())
        .isEqualTo(large);
    assertThatThrownBy(() -> again.headObject(h -> h.bucket("docs").key("gone")))
        .isInstanceOf(NoSuchKeyException.class);
    try (Stream<Path> files = Files.list(now.folder().resolve("objects"))) {
      assertThat(files).hasSize(3);
    }
  }

  private static void store(S3Client s3, byte[] large) {
    s3.putObject(
        put ->
            put.bucket("docs")
                .key("a/b ü.txt")
                .contentType("text/plain; charset=utf-8")
                .metadata(Map.of("who", "me")),
        RequestBody.fromString("hello"));
    s3.putObject(put -> put.bucket("docs").key("large"), RequestBody.fromBytes(large));
    s3.putObject(put -> put.bucket("docs").key("gone"), RequestBody.fromBytes(large));
    s3.deleteObject(delete -> delete.bucket("docs").key("gone"));
    s3.putObject(put -> put.bucket("docs").key("folder/"), RequestBody.empty());
    s3.createBucket(bucket -> bucket.bucket("mine"));
    s3.copyObject(
        copy ->
            copy.sourceBucket("docs")
                .sourceKey("large")
                .destinationBucket("mine")
                .destinationKey("copy"));
  }

  private static void multipart(S3Client s3) {
    byte[] part = new byte[5 << 20];
    String id = s3.createMultipartUpload(one -> one.bucket("docs").key("parts")).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int number = i;
      String tag =
          s3.uploadPart(
                  one -> one.bucket("docs").key("parts").uploadId(id).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    s3.completeMultipartUpload(
        one ->
            one.bucket("docs").key("parts").uploadId(id).multipartUpload(all -> all.parts(parts)));
  }
}
