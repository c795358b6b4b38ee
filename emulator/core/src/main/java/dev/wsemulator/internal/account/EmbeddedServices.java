package dev.wsemulator.internal.account;

import java.util.List;

/** The services of AWS that are there without a back end of one's own. */
public final class EmbeddedServices {
  /** Their names in endpoints and signatures, in order. */
  public static final List<String> NAMES =
      List.of(
          "dynamodb",
          "events",
          "s3",
          "scheduler",
          "secretsmanager",
          "sns",
          "sqs",
          "ssm",
          "translate");

  private EmbeddedServices() {}
}
