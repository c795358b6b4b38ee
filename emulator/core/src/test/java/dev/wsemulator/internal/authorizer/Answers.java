package dev.wsemulator.internal.authorizer;

import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Rig;

/** What the guards of these tests say. */
final class Answers {
  /** Lets everybody in. */
  static final LambdaFunction WELCOME = event -> Rig.bytes(policy("Allow", "*"));

  private Answers() {}

  static String policy(String effect, String resource) {
    return of(statement(effect, "execute-api:Invoke", resource), "");
  }

  static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource);
  }

  /** Returns the answer with these statements and these further members, led by a comma. */
  static String of(String statements, String more) {
    return "{\"principalId\":\"user-17\",\"policyDocument\":{\"Version\":\"2012-10-17\","
        + "\"Statement\":[%s]}%s}".formatted(statements, more);
  }
}
