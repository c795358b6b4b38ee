package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * A stack's buckets at an endpoint, and the way of their events to functions. Buckets that exist
 * are used as they are.
 */
final class ExternalS3 implements RunningService {
  private final AwsClients clients;
  private final FunctionInvoker functions;
  private final S3Client s3;
  private @Nullable BucketQueues queues;

  ExternalS3(AwsClients clients, Stack stack, FunctionInvoker functions) {
    this.clients = clients;
    this.functions = functions;
    this.s3 = clients.open(S3Client.builder().forcePathStyle(true));
    createBuckets(stack);
    queues = openQueues(stack);
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    if (!before.buckets().equals(now.buckets())) {
      createBuckets(now);
      close();
      queues = openQueues(now);
    }
    return List.of();
  }

  @Override
  public void close() {
    if (queues != null) {
      queues.close();
    }
  }

  private @Nullable BucketQueues openQueues(Stack stack) {
    if (stack.buckets().stream().allMatch(bucket -> bucket.notifications().isEmpty())) {
      return null;
    }
    BucketQueues opened = new BucketQueues(clients, s3, functions);
    try {
      stack.buckets().forEach(opened::connect);
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void createBuckets(Stack stack) {
    for (Bucket bucket : stack.buckets()) {
      createBucket(bucket, stack.region());
      if (!bucket.cors().isEmpty()) {
        List<CORSRule> rules = bucket.cors().stream().map(ExternalS3::rule).toList();
        s3.putBucketCors(
            cors -> cors.bucket(bucket.bucketName()).corsConfiguration(c -> c.corsRules(rules)));
      }
    }
  }

  private void createBucket(Bucket bucket, String region) {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket.bucketName());
    if (!region.equals("us-east-1")) {
      request.createBucketConfiguration(place -> place.locationConstraint(region));
    }
    try {
      s3.createBucket(request.build());
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      // It exists, which is all that is wanted.
    }
  }

  private static CORSRule rule(Bucket.CorsRule rule) {
    return CORSRule.builder()
        .allowedOrigins(rule.allowedOrigins())
        .allowedMethods(rule.allowedMethods())
        .allowedHeaders(rule.headers().allowed())
        .exposeHeaders(rule.headers().exposed())
        .build();
  }
}
