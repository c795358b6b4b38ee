package dev.wsemulator.internal.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol of older SDKs: forms and XML. */
class QueryProtocolTest {
  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=AKID/20250101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0";

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    aws.start(SqsContext.of(Stack.builder().queues(List.of(new Queue("work", Map.of()))).build()));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aMessageIsSentToTheUrlOfItsQueueAndReceivedWithItsAttributes() throws Exception {
    String sent =
        post(
            "/123456789012/work",
            "Action=SendMessage&Version=2012-11-05&MessageBody=a+%3Cb%3E%0D%26"
                + "&MessageAttribute.1.Name=room&MessageAttribute.1.Value.DataType=String"
                + "&MessageAttribute.1.Value.StringValue=lobby",
            200);
    assertThat(sent)
        .startsWith(
            "<?xml version=\"1.0\"?><SendMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><SendMessageResult><MD5OfMessageBody>")
        .contains("<ResponseMetadata><RequestId>");

    String received =
        post(
            "/123456789012/work",
            "Action=ReceiveMessage&AttributeName.1=SenderId&MessageAttributeName.1=All",
            200);

    assertThat(received)
        .contains("<Body>a &lt;b&gt;&#xD;&amp;</Body>")
        .contains("<Attribute><Name>SenderId</Name><Value>")
        .contains(
            "<MessageAttribute><Name>room</Name><Value><StringValue>lobby</StringValue><DataType>String</DataType></Value></MessageAttribute>");
  }

  @Test
  void queuesAreCreatedWithAttributesAndTags() throws Exception {
    String created =
        post(
            "/",
            "Action=CreateQueue&QueueName=made&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7&Tag.1.Key=k&Tag.1.Value=v",
            200);
    assertThat(created).contains("/123456789012/made</QueueUrl></CreateQueueResult>");

    assertThat(post("/123456789012/made", "Action=ListQueueTags", 200))
        .contains("<Tag><Key>k</Key><Value>v</Value></Tag>");
    assertThat(
            post(
                "/",
                "Action=GetQueueAttributes&QueueUrl=http%3A%2F%2Fany%2F1%2Fmade&AttributeName.1=VisibilityTimeout",
                200))
        .contains("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>");
    assertThat(post("/", "Action=ListQueues&QueueNamePrefix=ma", 200))
        .contains("<ListQueuesResult><QueueUrl>");
  }

  @Test
  void theEntriesOfABatchAreAnsweredOneByOne() throws Exception {
    String answer =
        post(
            "/123456789012/work",
            "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x"
                + "&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=y"
                + "&SendMessageBatchRequestEntry.2.DelaySeconds=1000",
            200);
    assertThat(answer)
        .contains("<SendMessageBatchResultEntry><Id>a</Id><MD5OfMessageBody>")
        .contains("<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault>");
  }

  @Test
  void anErrorHasItsCode() throws Exception {
    assertThat(post("/123456789012/none", "Action=ReceiveMessage", 400))
        .contains(
            "<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message>");
    assertThat(post("/", "Action=Fly", 400)).contains("<Code>InvalidAction</Code>");
  }

  private String post(String path, String form, int status)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(aws.endpoint("sqs") + path))
            .header("Authorization", SIGNATURE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(status);
    return response.body();
  }
}
