package app;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Invokes another function of the stack. */
final class Lambda implements Call {
  @Override
  public String make(String event) {
    try (LambdaClient client = LambdaClient.create()) {
      return client
          .invoke(
              one ->
                  one.functionName("worker")
                      .payload(SdkBytes.fromUtf8String("{\"calls\":\"Nothing\"}")))
          .payload()
          .asUtf8String();
    }
  }
}
