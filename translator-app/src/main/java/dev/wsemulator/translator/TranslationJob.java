package dev.wsemulator.translator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An accepted request for a translation, as it waits in the bucket for the worker.
 *
 * @param key the uploaded document
 * @param translationKey where the translated document goes
 * @param sourceLanguage a language code of Amazon Translate, or {@code auto}
 * @param targetLanguage a language code of Amazon Translate
 * @param connectionId the client to tell if the translation fails
 */
record TranslationJob(
    String key,
    String translationKey,
    String sourceLanguage,
    String targetLanguage,
    String connectionId) {

  /**
   * Makes a job whose result has a key of its own: {@code translations/{id}/report.de.txt} for the
   * document {@code report.txt}.
   */
  static TranslationJob of(String id, TranslationRequest request, String connectionId) {
    String name = request.key().substring(request.key().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : ".txt";
    String target = request.targetLanguage();
    return new TranslationJob(
        request.key(),
        Keys.TRANSLATIONS + id + "/" + stem + "." + target + extension,
        request.sourceLanguage(),
        target,
        connectionId);
  }

  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", key);
    fields.put("translationKey", translationKey);
    fields.put("sourceLanguage", sourceLanguage);
    fields.put("targetLanguage", targetLanguage);
    fields.put("connectionId", connectionId);
    return Json.text(fields);
  }

  /** Reads what {@link #json()} wrote; nothing if a field is missing. */
  static Optional<TranslationJob> parse(String json) {
    Map<String, Object> fields = Json.object(json).orElse(Map.of());
    boolean complete =
        Stream.of("key", "translationKey", "sourceLanguage", "targetLanguage", "connectionId")
            .allMatch(name -> Json.field(fields, name).isPresent());
    return complete
        ? Optional.of(
            new TranslationJob(
                Json.field(fields, "key").orElseThrow(),
                Json.field(fields, "translationKey").orElseThrow(),
                Json.field(fields, "sourceLanguage").orElseThrow(),
                Json.field(fields, "targetLanguage").orElseThrow(),
                Json.field(fields, "connectionId").orElseThrow()))
        : Optional.empty();
  }
}
