package dev.wsemulator.it;

import dev.wsemulator.aws.AwsEnvironment;

/** The translator app on the embedded services. */
class TranslatorAppIT extends TranslatorAppContract {
  @Override
  AwsEnvironment environment() {
    return AwsEnvironment.embedded();
  }
}
