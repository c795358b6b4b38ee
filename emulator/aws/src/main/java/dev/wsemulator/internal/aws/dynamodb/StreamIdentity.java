package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.stack.Stack;

/**
 * Which stream something is. Immutable.
 *
 * @param region the region
 * @param accountId the account
 * @param tableName the table
 * @param label tells the streams of a table apart
 */
record StreamIdentity(String region, String accountId, String tableName, String label) {
  static StreamIdentity of(Stack stack, String tableName, String label) {
    return new StreamIdentity(stack.region(), stack.accountId(), tableName, label);
  }

  /** Returns the table that the ARN of a stream names. */
  static String tableName(String streamArn) {
    return streamArn.replaceFirst("^.*:table/", "").replaceFirst("/stream/.*$", "");
  }

  /** Returns the ARN, as {@code Fn::GetAtt} does. */
  String arn() {
    return Arn.of("dynamodb", region, accountId, "table/" + tableName + "/stream/" + label);
  }
}
