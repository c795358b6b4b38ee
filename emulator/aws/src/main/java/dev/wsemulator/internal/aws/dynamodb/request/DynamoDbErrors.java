package dev.wsemulator.internal.aws.dynamodb.request;

import dev.wsemulator.internal.aws.service.AwsResponse;

/** Answers that refuse calls, as DynamoDB writes them. */
public final class DynamoDbErrors {
  private DynamoDbErrors() {}

  /** Returns an error. */
  public static AwsResponse answer(int status, String code, String message) {
    String type = "com.amazonaws.dynamodb.v20120810#" + code;
    return AwsResponse.jsonError("1.0", status, type, message);
  }
}
