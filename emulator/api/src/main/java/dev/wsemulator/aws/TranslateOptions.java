package dev.wsemulator.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of the Amazon Translate stub. Immutable.
 *
 * @param glossary terms to their translations, whatever the languages
 * @param delay how long each answer takes
 */
public record TranslateOptions(Map<String, String> glossary, Duration delay) {

  /** Copies the glossary. */
  public TranslateOptions {
    glossary = Map.copyOf(glossary);
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "The delay of a translation must not be negative: " + delay);
    }
  }

  /** Returns options with no glossary and no delay. */
  public static TranslateOptions defaults() {
    return new TranslateOptions(Map.of(), Duration.ZERO);
  }

  /** Returns these options with the given delay of each answer. */
  public TranslateOptions withDelay(Duration newDelay) {
    return new TranslateOptions(glossary, newDelay);
  }

  /** Returns these options with the given terms. */
  public TranslateOptions withGlossary(Map<String, String> terms) {
    return new TranslateOptions(terms, delay);
  }

  /**
   * Returns these options with the terms of a file: UTF-8, one term a line, term and translation
   * parted by a tab or an equals sign; blank lines and lines that begin with {@code #} do not
   * count.
   *
   * @throws IllegalArgumentException if the file cannot be read or a line has no translation
   */
  public TranslateOptions withGlossary(Path file) {
    Map<String, String> terms = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int separator = line.indexOf(line.indexOf('\t') >= 0 ? '\t' : '=');
      String term = separator < 0 ? "" : line.substring(0, separator).strip();
      if (term.isEmpty()) {
        throw new IllegalArgumentException(
            "%s:%d has no term and translation. Write them as \"term<tab>translation\" or \"term = translation\"."
                .formatted(file, number));
      }
      terms.put(term, line.substring(separator + 1).strip());
    }
    return withGlossary(terms);
  }

  private static Iterable<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The glossary %s cannot be read: %s. Give the path of a UTF-8 text file."
              .formatted(file, e),
          e);
    }
  }
}
