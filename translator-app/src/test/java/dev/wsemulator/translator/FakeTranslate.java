package dev.wsemulator.translator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.translate.TranslateClient;
import software.amazon.awssdk.services.translate.model.TextSizeLimitExceededException;
import software.amazon.awssdk.services.translate.model.TranslateTextRequest;
import software.amazon.awssdk.services.translate.model.TranslateTextResponse;

/** Translates with a function, holds Translate's limit, fails where told. */
final class FakeTranslate implements TranslateClient {
  final List<TranslateTextRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<SdkException> failures = new ConcurrentLinkedQueue<>();
  private final UnaryOperator<String> translation;

  FakeTranslate(UnaryOperator<String> translation) {
    this.translation = translation;
  }

  FakeTranslate failing(SdkException... next) {
    failures.addAll(List.of(next));
    return this;
  }

  @Override
  public TranslateTextResponse translateText(TranslateTextRequest request) {
    requests.add(request);
    SdkException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    int bytes = request.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > DocumentTranslation.LONGEST_TEXT || bytes == 0) {
      throw TextSizeLimitExceededException.builder().statusCode(400).build();
    }
    return TranslateTextResponse.builder()
        .translatedText(translation.apply(request.text()))
        .build();
  }

  @Override
  public String serviceName() {
    return "translate";
  }

  @Override
  public void close() {}
}
