package dev.wsemulator.aws;

import java.time.Duration;

/**
 * A stand-in for Amazon Translate with its limits and its error codes. It translates nothing: each
 * line with text in it is marked with the target language, {@code [de] hello}, after the terms of
 * the glossary have been replaced. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html">TranslateText</a>
 */
public interface TranslateStub {

  /**
   * Makes the next requests fail.
   *
   * @param times how many
   * @param code the error's code, for example {@code ThrottlingException} or {@code
   *     InternalServerException}
   * @throws IllegalArgumentException if the number is negative
   */
  void failNext(int times, String code);

  /**
   * Makes each answer take this long from now on.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  void delayBy(Duration duration);
}
