package dev.wsemulator.translator;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.translate.TranslateClient;

/**
 * Makes the AWS clients. Region, credentials and endpoints come from the environment, as the SDK
 * reads it.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Endpoint
 *     variables such as AWS_ENDPOINT_URL_S3</a>
 */
final class AwsClients {
  /** A client that takes longer to be reached must not hold up the messages to the others. */
  private static final Duration POST_TIMEOUT = Duration.ofSeconds(5);

  private AwsClients() {}

  static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  /** Leaves out the checksums that S3 does not insist on: not every S3 endpoint knows them. */
  static S3Client s3() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .serviceConfiguration(s3Configuration())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  /** Signs with the settings of {@link #s3()}, so that a browser's plain PUT fits the signature. */
  static S3Presigner presigner() {
    return S3Presigner.builder().serviceConfiguration(s3Configuration()).build();
  }

  /** Does not retry by itself: {@link Retry} does, with the patience that a document needs. */
  static TranslateClient translate() {
    return TranslateClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /**
   * A client for the {@code @connections} of one stage. Does not retry by itself: {@link Clients}
   * does.
   *
   * @param endpoint {@code https://{domainName}/{stage}}
   */
  static ApiGatewayManagementApiClient connections(URI endpoint) {
    return ApiGatewayManagementApiClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(POST_TIMEOUT)
                    .apiCallAttemptTimeout(POST_TIMEOUT))
        .build();
  }

  /**
   * Addresses the bucket in the path where the endpoint is not Amazon's own: a name such as {@code
   * bucket.localhost} does not resolve everywhere.
   */
  private static S3Configuration s3Configuration() {
    boolean ownEndpoint =
        System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null;
    return S3Configuration.builder().pathStyleAccessEnabled(ownEndpoint).build();
  }
}
