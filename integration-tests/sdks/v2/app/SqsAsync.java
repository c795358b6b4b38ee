package app;

import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Lists queues, of which there are none. */
final class SqsAsync implements Call {
  @Override
  public String make(String event) throws Exception {
    try (SqsAsyncClient client = SqsAsyncClient.create()) {
      return client.listQueues().get(20, TimeUnit.SECONDS).toString();
    }
  }
}
