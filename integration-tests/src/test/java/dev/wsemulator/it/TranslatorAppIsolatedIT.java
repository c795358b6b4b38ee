package dev.wsemulator.it;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.ProcessSettings;

/** The translator app on the embedded services, each function in a JVM of its own. */
class TranslatorAppIsolatedIT extends TranslatorAppContract {
  @Override
  AwsEnvironment environment() {
    return AwsEnvironment.embedded();
  }

  @Override
  ProcessSettings processes() {
    return ProcessSettings.builder().isolateJava(true).build();
  }
}
