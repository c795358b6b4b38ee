package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbService;
import dev.wsemulator.internal.aws.events.EventBridgeService;
import dev.wsemulator.internal.aws.events.SchedulerService;
import dev.wsemulator.internal.aws.parameters.ParameterService;
import dev.wsemulator.internal.aws.s3.S3Service;
import dev.wsemulator.internal.aws.secrets.SecretService;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.sns.SnsService;
import dev.wsemulator.internal.aws.sqs.SqsService;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.internal.aws.translate.TranslateService;
import java.util.List;

/** The AWS services that can run inside the emulator's process, one a line. */
final class ServiceRegistry {
  private ServiceRegistry() {}

  /** Returns the services; Amazon Translate is answered by the stub. */
  static List<AwsService> services(EmulatedTranslate translate) {
    return List.of(
        new S3Service(), //
        new DynamoDbService(),
        new SqsService(),
        new ParameterService(),
        new SecretService(),
        new EventBridgeService(),
        new SchedulerService(),
        new SnsService(),
        new TranslateService(translate));
  }
}
