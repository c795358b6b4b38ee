package dev.wsemulator.translator;

import java.util.Map;
import java.util.regex.Pattern;

/** What a client may ask for: the translation of an uploaded document, checked. */
record TranslationRequest(String key, String sourceLanguage, String targetLanguage) {
  /**
   * The form of Amazon Translate's language codes; which of them it knows, Translate says itself.
   *
   * @see <a href="https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html">Supported
   *     languages and language codes</a>
   */
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,4})?");

  /**
   * Reads {@code {"action":"translate","key":…,"sourceLanguage":…,"targetLanguage":…}}.
   *
   * @throws InvalidRequestException if a field is missing or makes no sense
   */
  static TranslationRequest parse(String body) {
    Map<String, Object> fields =
        Json.object(body)
            .orElseThrow(() -> new InvalidRequestException("The request is not a JSON object."));
    String key = required(fields, "key");
    if (!Keys.isUpload(key)) {
      throw new InvalidRequestException(
          "The key "
              + key
              + " is not an uploaded document. Send the key from the answer to upload.");
    }
    String source = required(fields, "sourceLanguage");
    String target = required(fields, "targetLanguage");
    if (!source.equals("auto")) {
      checkLanguage("sourceLanguage", source);
    }
    checkLanguage("targetLanguage", target);
    if (source.equals(target)) {
      throw new InvalidRequestException(
          "sourceLanguage and targetLanguage are both " + source + ". Choose two languages.");
    }
    return new TranslationRequest(key, source, target);
  }

  private static String required(Map<String, Object> fields, String name) {
    return Json.field(fields, name)
        .orElseThrow(
            () -> new InvalidRequestException("The field " + name + " is missing or not a text."));
  }

  private static void checkLanguage(String field, String code) {
    if (!LANGUAGE.matcher(code).matches() || code.equals("auto")) {
      throw new InvalidRequestException(
          field + " " + code + " is not a language code such as en, de or zh-TW.");
    }
  }
}
