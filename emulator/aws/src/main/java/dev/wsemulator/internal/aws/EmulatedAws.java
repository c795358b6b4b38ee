package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.internal.engine.AwsEngine;
import java.util.List;

/** Creates the AWS services for the published classes. Thread-safe. */
public final class EmulatedAws implements AwsEngine<AwsEnvironment, TranslateOptions> {

  /** Creates it; it has no state. */
  public EmulatedAws() {}

  @Override
  public AwsEnvironment embedded(TranslateOptions translate) {
    return new EmbeddedAws(new EmulatedTranslate(translate));
  }

  @Override
  public AwsEnvironment external(
      String endpoint, TranslateOptions translate, boolean translateAtEndpoint) {
    return new ExternalAws(
        Endpoints.parse(endpoint), new EmulatedTranslate(translate), translateAtEndpoint);
  }

  @Override
  public List<String> localStackServices() {
    return ServiceRegistry.services(new EmulatedTranslate(TranslateOptions.defaults())).stream()
        .flatMap(service -> service.localStackServices().stream())
        .distinct()
        .toList();
  }
}
