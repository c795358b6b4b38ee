package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.service.AwsResponse;

/** Answers that refuse calls, as DynamoDB writes them. */
final class DynamoDbErrors {
  private DynamoDbErrors() {}

  static AwsResponse answer(int status, String code, String message) {
    String type = "com.amazonaws.dynamodb.v20120810#" + code;
    return AwsResponse.jsonError("1.0", status, type, message);
  }
}
