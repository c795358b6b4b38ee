package app;

import software.amazon.awssdk.services.sqs.SqsClient;

/** Calls a service that is not emulated. */
final class Sqs implements Call {
  @Override
  public String make(String event) {
    try (SqsClient client = SqsClient.create()) {
      return client.listQueues().toString();
    }
  }
}
