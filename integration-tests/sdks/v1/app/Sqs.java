package app;

import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;

/** Lists queues, of which there are none. */
final class Sqs implements Call {
  @Override
  public String make(String event) {
    AmazonSQS client = AmazonSQSClientBuilder.defaultClient();
    try {
      return client.listQueues().toString();
    } finally {
      client.shutdown();
    }
  }
}
