package dev.wsemulator.it;

import dev.wsemulator.aws.AwsEnvironment;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** AWS clients of the account's owner, one of each kind for an environment. Thread-safe. */
public final class OwnerClients {
  private static final Map<AwsEnvironment, S3Client> S3 =
      Collections.synchronizedMap(new WeakHashMap<>());
  private static final Map<AwsEnvironment, DynamoDbClient> DYNAMO_DB =
      Collections.synchronizedMap(new WeakHashMap<>());

  private OwnerClients() {}

  /** Returns the S3 client of a started environment. */
  public static S3Client s3(AwsEnvironment aws) {
    return S3.computeIfAbsent(
        aws,
        each ->
            S3Client.builder()
                .forcePathStyle(true)
                .endpointOverride(each.endpoint("s3"))
                .region(Region.US_EAST_1)
                .credentialsProvider(key(each))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
  }

  /** Returns the DynamoDB client of a started environment. */
  public static DynamoDbClient dynamoDb(AwsEnvironment aws) {
    return DYNAMO_DB.computeIfAbsent(
        aws,
        each ->
            DynamoDbClient.builder()
                .endpointOverride(each.endpoint("dynamodb"))
                .region(Region.US_EAST_1)
                .credentialsProvider(key(each))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
  }

  private static StaticCredentialsProvider key(AwsEnvironment aws) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            aws.accessKey().accessKeyId(), aws.accessKey().secretAccessKey()));
  }
}
