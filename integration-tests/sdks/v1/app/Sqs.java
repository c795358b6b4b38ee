package app;

import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;

/** Calls a service that is not emulated. */
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
