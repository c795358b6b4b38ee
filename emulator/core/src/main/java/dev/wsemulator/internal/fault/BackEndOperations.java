package dev.wsemulator.internal.fault;

import java.util.List;

/** The operations of services that rules of faults are most often for. */
final class BackEndOperations {
  private static final String ALL =
      "BatchExecuteStatement BatchGetItem BatchWriteItem CreateTable DeleteItem "
          + "DeleteTable DescribeStream DescribeTable DescribeTimeToLive ExecuteStatement "
          + "ExecuteTransaction GetItem GetRecords GetShardIterator ListStreams ListTables "
          + "PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem UpdateTable "
          + "UpdateTimeToLive "
          // S3
          + "AbortMultipartUpload CompleteMultipartUpload CopyObject CreateBucket "
          + "CreateMultipartUpload DeleteBucket DeleteObject DeleteObjectTagging DeleteObjects "
          + "GetBucketLocation GetObject GetObjectAcl GetObjectAttributes GetObjectTagging "
          + "HeadBucket HeadObject ListBuckets ListMultipartUploads ListObjectVersions "
          + "ListObjects ListObjectsV2 ListParts PutObject PutObjectAcl PutObjectTagging "
          + "UploadPart UploadPartCopy "
          // SQS
          + "ChangeMessageVisibility ChangeMessageVisibilityBatch CreateQueue DeleteMessage "
          + "DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueUrl ListQueues PurgeQueue "
          + "ReceiveMessage SendMessage SendMessageBatch SetQueueAttributes "
          // SNS
          + "CreateTopic DeleteTopic ListTopics Publish PublishBatch Subscribe Unsubscribe "
          // EventBridge and its Scheduler
          + "DeleteRule DescribeRule DisableRule EnableRule ListRules PutEvents PutRule "
          + "PutTargets RemoveTargets CreateSchedule DeleteSchedule GetSchedule ListSchedules "
          + "UpdateSchedule "
          // Parameter Store, Secrets Manager and Translate
          + "DeleteParameter GetParameter GetParameters GetParametersByPath PutParameter "
          + "CreateSecret DeleteSecret DescribeSecret GetSecretValue PutSecretValue UpdateSecret "
          + "TranslateText";

  /** Their names, so that a misspelt one is found. */
  static final List<String> NAMES = List.of(ALL.split(" "));

  private BackEndOperations() {}
}
