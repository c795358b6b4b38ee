package dev.wsemulator.internal.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.TestClients;
import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.testing.Aws;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * What functions hear of objects in the embedded S3.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
class ObjectEventsTest {
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final TestStack.Functions functions = new TestStack.Functions();
  private S3Client s3;

  @BeforeEach
  void start() {
    aws.start(TestStack.context(TestStack.stack(), functions));
    s3 = TestClients.s3(aws);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Aws("EP-06")
  @Test
  void uploadArrivesAsTheEventThatS3Sends() throws Exception {
    put("red flower+ü/a.jpg", "hello");
    TestStack.Received event = functions.next();
    assertThat(event.functionName()).isEqualTo("onUpload");
    assertThat(event.json())
        .matches(
            "\\{\"Records\":\\[\\{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\","
                + "\"awsRegion\":\"eu-central-1\","
                + "\"eventTime\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                + "\"eventName\":\"ObjectCreated:Put\","
                + "\"userIdentity\":\\{\"principalId\":\"AWS:owner\"\\},"
                + "\"requestParameters\":\\{\"sourceIPAddress\":\"127.0.0.1\"\\},"
                + "\"responseElements\":\\{\"x-amz-request-id\":\"[0-9A-F]{16}\","
                + "\"x-amz-id-2\":\"[^\"]+\"\\},"
                + "\"s3\":\\{\"s3SchemaVersion\":\"1.0\",\"configurationId\":\"everything-created\","
                + "\"bucket\":\\{\"name\":\"documents\","
                + "\"ownerIdentity\":\\{\"principalId\":\"[^\"]+\"\\},"
                + "\"arn\":\"arn:aws:s3:::documents\"\\},"
                + "\"object\":\\{\"key\":\"red\\+flower%2B%C3%BC/a.jpg\",\"size\":5,"
                + "\"eTag\":\"5d41402abc4b2a76b9719d911017c592\",\"sequencer\":\"[0-9A-F]{18}\"\\}"
                + "\\}\\}\\]\\}");
  }

  @Test
  void objectIsVisibleWhenItsEventArrives() throws Exception {
    put("x", "1");
    functions.next();
    assertThat(s3.headObject(head -> head.bucket(TestStack.BUCKET).key("x")).contentLength())
        .isEqualTo(1);
  }

  @Test
  void filtersDecideWhichFunctionHearsOfAnObject() throws Exception {
    put("in/a.txt", "1");
    put("in/a.jpg", "1");
    put("out/a.txt", "1");
    assertThat(List.of(functions.next(), functions.next(), functions.next(), functions.next()))
        .extracting(event -> event.functionName() + " " + event.object().get("key"))
        .containsExactly(
            "onUpload in/a.txt", "onText in/a.txt", "onUpload in/a.jpg", "onUpload out/a.txt");
    assertThat(functions.rest()).isEmpty();
  }

  @Aws("EP-06")
  @Test
  void removalHasNeitherSizeNorTag() throws Exception {
    put("in/a.txt", "1");
    functions.next();
    functions.next();
    s3.deleteObject(delete -> delete.bucket(TestStack.BUCKET).key("in/a.txt"));
    TestStack.Received removed = functions.next();
    assertThat(removed.functionName()).isEqualTo("onText");
    assertThat(removed.record()).containsEntry("eventName", "ObjectRemoved:Delete");
    assertThat(removed.object()).containsOnlyKeys("key", "sequencer");
  }

  @Test
  void removingManyObjectsAnnouncesEachThatWasThere() throws Exception {
    put("in/a.txt", "1");
    put("in/b.txt", "1");
    for (int i = 0; i < 4; i++) {
      functions.next();
    }
    s3.deleteObjects(
        delete ->
            delete
                .bucket(TestStack.BUCKET)
                .delete(
                    d -> d.objects(object("in/a.txt"), object("in/b.txt"), object("in/none.txt"))));
    assertThat(List.of(nextRemoved(), nextRemoved()))
        .extracting(event -> event.object().get("key"))
        .containsExactlyInAnyOrder("in/a.txt", "in/b.txt");
    assertThat(functions.rest()).isEmpty();
  }

  /** Passes over creations: a client that sends a PUT again after a lost answer makes two. */
  private TestStack.Received nextRemoved() throws Exception {
    TestStack.Received event = functions.next();
    while (!"ObjectRemoved:Delete".equals(event.record().get("eventName"))) {
      event = functions.next();
    }
    return event;
  }

  @Test
  void copyIsAnnouncedAsACopy() throws Exception {
    put("from", "12345");
    String tag = (String) functions.next().object().get("eTag");
    s3.copyObject(
        copy ->
            copy.sourceBucket(TestStack.BUCKET)
                .sourceKey("from")
                .destinationBucket(TestStack.BUCKET)
                .destinationKey("in/to.txt"));
    TestStack.Received copied = functions.next();
    assertThat(copied.record()).containsEntry("eventName", "ObjectCreated:Copy");
    assertThat(copied.object())
        .containsEntry("key", "in/to.txt")
        .containsEntry("size", 5)
        .containsEntry("eTag", tag);
    assertThat(functions.rest()).isEmpty();
  }

  @Test
  void multipartUploadIsAnnouncedOnceWhenItIsComplete() throws Exception {
    String key = "big";
    String upload =
        s3.createMultipartUpload(create -> create.bucket(TestStack.BUCKET).key(key)).uploadId();
    String first = part(key, upload, 1, new byte[5 << 20]);
    String second = part(key, upload, 2, new byte[10]);
    assertThat(functions.rest()).isEmpty();
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(TestStack.BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(done(1, first), done(2, second))));
    TestStack.Received completed = functions.next();
    assertThat(completed.record())
        .containsEntry("eventName", "ObjectCreated:CompleteMultipartUpload");
    assertThat(completed.object()).containsEntry("key", key).containsEntry("size", (5 << 20) + 10);
    assertThat((String) completed.object().get("eTag")).endsWith("-2");
    assertThat(functions.rest()).isEmpty();
  }

  @Test
  void sequencersGrow() throws Exception {
    put("x", "1");
    put("x", "2");
    String first = (String) functions.next().object().get("sequencer");
    assertThat((String) functions.next().object().get("sequencer")).isGreaterThan(first);
  }

  private void put(String key, String content) {
    s3.putObject(put -> put.bucket(TestStack.BUCKET).key(key), RequestBody.fromString(content));
  }

  private String part(String key, String upload, int number, byte[] content) {
    return s3.uploadPart(
            part -> part.bucket(TestStack.BUCKET).key(key).uploadId(upload).partNumber(number),
            RequestBody.fromBytes(content))
        .eTag();
  }

  private static CompletedPart done(int number, String tag) {
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private static ObjectIdentifier object(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }
}
