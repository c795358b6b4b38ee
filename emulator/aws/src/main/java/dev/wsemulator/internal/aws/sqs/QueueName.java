package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.account.Arn;

/**
 * The name of a queue, and where it is. Immutable.
 *
 * @param region the region
 * @param accountId the account
 * @param name the name
 */
record QueueName(String region, String accountId, String name) {
  boolean isFifo() {
    return name.endsWith(".fifo");
  }

  String arn() {
    return Arn.of("sqs", region, accountId, name);
  }
}
