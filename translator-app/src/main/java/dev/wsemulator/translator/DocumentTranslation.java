package dev.wsemulator.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import software.amazon.awssdk.services.translate.TranslateClient;

/**
 * Translates a text of any length with TranslateText: in pieces that fit, several at a time, in
 * order, with as many lines as the text has. This class is thread-safe.
 */
final class DocumentTranslation {
  /**
   * The most bytes of text in one TranslateText request.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html">TranslateText</a>
   */
  static final int LONGEST_TEXT = 10_000;

  /** How many pieces are translated at the same time. */
  static final int CONCURRENCY = 4;

  /** What must remain of the function's time to start another piece, and to say that it failed. */
  private static final int RESERVE_MILLIS = 20_000;

  private final TranslateClient translate;
  private final Retry retry;

  DocumentTranslation(TranslateClient translate, Retry retry) {
    this.translate = translate;
    this.retry = retry;
  }

  /**
   * Returns the translated text.
   *
   * @param remainingMillis how long the function may still run
   * @throws InvalidRequestException if the text is too long for the time that remains
   */
  String translate(String text, TranslationJob job, IntSupplier remainingMillis)
      throws InterruptedException {
    LineKeeper lines = new LineKeeper(piece -> piece(piece, job, remainingMillis));
    ExecutorService pool = Executors.newFixedThreadPool(CONCURRENCY);
    try {
      List<Future<String>> pieces = new ArrayList<>();
      for (String piece : new Splitter(LONGEST_TEXT).split(text)) {
        pieces.add(pool.submit(() -> lines.translate(piece)));
      }
      return join(pieces);
    } finally {
      pool.shutdownNow();
    }
  }

  private String piece(String piece, TranslationJob job, IntSupplier remainingMillis)
      throws InterruptedException {
    return retry
        .call(
            () -> {
              if (remainingMillis.getAsInt() < RESERVE_MILLIS) {
                throw new InvalidRequestException(
                    "The document takes longer to translate than the function may run. "
                        + "Upload it in several parts.");
              }
              return translate.translateText(
                  request ->
                      request
                          .text(piece)
                          .sourceLanguageCode(job.sourceLanguage())
                          .targetLanguageCode(job.targetLanguage()));
            })
        .translatedText();
  }

  private static String join(List<Future<String>> pieces) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (Future<String> piece : pieces) {
      try {
        text.append(piece.get());
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("A piece was not translated.", failure.getCause());
      }
    }
    return text.toString();
  }
}
