package dev.wsemulator.internal.function.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsHostTest {
  @ParameterizedTest
  @CsvSource({
    "sqs.us-east-1.amazonaws.com, sqs, ''",
    "SQS.us-gov-west-1.amazonaws.com, sqs, ''",
    "us-east-1.queue.amazonaws.com, sqs, us-east-1",
    "iam.amazonaws.com, iam, ''",
    "sts.cn-north-1.amazonaws.com.cn, sts, ''",
    "lambda.eu-central-1.api.aws, lambda, ''",
    "sqs.cn-north-1.api.amazonwebservices.com.cn, sqs, ''",
    "kms.eusc-de-east-1.api.amazonwebservices.eu, kms, ''",
    "abc.lambda-url.eu-central-1.on.aws, lambda-url, abc",
    "abc.execute-api.ap-southeast-2.amazonaws.com, execute-api, abc",
    "dynamodb-fips.us-east-1.amazonaws.com, dynamodb, ''",
    "123456789012.ddb.us-east-1.amazonaws.com, dynamodb, 123456789012",
    "streams.dynamodb.us-east-1.amazonaws.com, dynamodb, streams",
    "s3.amazonaws.com, s3, ''",
    "s3-eu-west-1.amazonaws.com, s3, ''",
    "photos.s3.amazonaws.com, s3, photos",
    "my.photos.s3.eu-west-1.amazonaws.com, s3, my.photos",
    "photos.s3-eu-west-1.amazonaws.com, s3, photos",
    "photos.s3.dualstack.eu-west-1.amazonaws.com, s3, photos",
    "photos.s3-accelerate.dualstack.amazonaws.com, s3, photos",
    "photos.s3-website-eu-west-1.amazonaws.com, s3-website, photos",
    "bedrock-runtime.us-east-1.amazonaws.com, bedrock-runtime, ''",
    "db.abc.us-east-1.rds.amazonaws.com, rds, db.abc"
  })
  void aHostNameSaysTheService(String host, String service, String prefix) {
    assertThat(AwsHost.of(host)).contains(new AwsHost(service, prefix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "example.com", "amazonaws.com", "aws.example"})
  void otherNamesAreNotOfAws(String host) {
    assertThat(AwsHost.of(host)).isEmpty();
  }
}
