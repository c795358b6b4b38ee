package app;

import com.amazonaws.services.translate.AmazonTranslate;
import com.amazonaws.services.translate.AmazonTranslateClientBuilder;
import com.amazonaws.services.translate.model.TranslateTextRequest;

/** Translates a word. */
final class Translate implements Call {
  @Override
  public String make(String event) {
    AmazonTranslate client = AmazonTranslateClientBuilder.defaultClient();
    try {
      return client
          .translateText(
              new TranslateTextRequest()
                  .withText("hello")
                  .withSourceLanguageCode("en")
                  .withTargetLanguageCode("de"))
          .getTargetLanguageCode();
    } finally {
      client.shutdown();
    }
  }
}
