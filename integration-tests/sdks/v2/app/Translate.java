package app;

import software.amazon.awssdk.services.translate.TranslateClient;

/** Translates a word. */
final class Translate implements Call {
  @Override
  public String make(String event) {
    try (TranslateClient client = TranslateClient.create()) {
      return client
          .translateText(
              one -> one.text("hello").sourceLanguageCode("en").targetLanguageCode("de"))
          .targetLanguageCode();
    }
  }
}
