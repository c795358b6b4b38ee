package dev.wsemulator.internal.aws.translate;

import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.aws.TranslateStub;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-in for Amazon Translate: reads requests and answers them. Thread-safe. */
public final class EmulatedTranslate implements TranslateStub {
  private static final int MAX_BYTES = 10_000;
  private static final Pattern LINE_WITH_TEXT =
      Pattern.compile("^([^\\S\\r\\n]*)(?=\\S)", Pattern.MULTILINE);

  private final Map<String, String> glossary;
  private Duration delay; // guarded by this
  private int failures; // guarded by this
  private String failureCode = "ThrottlingException"; // guarded by this

  public EmulatedTranslate(TranslateOptions options) {
    this.glossary = options.glossary();
    this.delay = options.delay();
  }

  @Override
  public synchronized void failNext(int times, String code) {
    if (times < 0) {
      throw new IllegalArgumentException(
          "The number of requests to fail must not be negative: " + times);
    }
    failures = times;
    failureCode = Objects.requireNonNull(code, "code");
  }

  @Override
  public synchronized void delayBy(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("The delay must not be negative: " + duration);
    }
    delay = duration;
  }

  synchronized Duration delay() {
    return delay;
  }

  /** Answers a request of the service's JSON protocol. */
  AwsResponse answer(String operation, byte[] body) {
    try {
      failIfTold();
      Map<String, Object> request = body.length == 0 ? Map.of() : AwsJson.read(body);
      return switch (operation) {
        case "TranslateText" -> ok(translateText(request));
        case "ListLanguages" -> ok(listLanguages());
        default -> throw new Refusal("UnknownOperationException", "");
      };
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (IllegalArgumentException e) {
      return new Refusal("SerializationException", "The request is not a JSON object.").answer();
    }
  }

  private static AwsResponse ok(Map<String, ?> body) {
    return AwsResponse.json("1.1", 200, body);
  }

  /** Returns the text as this stub translates it. */
  String translate(String text, String target) {
    String result = text;
    for (Map.Entry<String, String> term : glossary.entrySet()) {
      Pattern word =
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])" + Pattern.quote(term.getKey()) + "(?![\\p{L}\\p{N}])");
      result = word.matcher(result).replaceAll(Matcher.quoteReplacement(term.getValue()));
    }
    return LINE_WITH_TEXT.matcher(result).replaceAll("$1[" + target + "] ");
  }

  private Map<String, Object> translateText(Map<String, Object> request) {
    String text = required(request, "Text", "text");
    String source = required(request, "SourceLanguageCode", "sourceLanguageCode");
    String target = required(request, "TargetLanguageCode", "targetLanguageCode");
    checkSize(text);
    String detected = source.equals("auto") ? Languages.detect(text) : source;
    if (!Languages.supports(detected) || !Languages.supports(target)) {
      throw new Refusal(
          "UnsupportedLanguagePairException",
          "Unsupported language pair: %s to %s.".formatted(source, target));
    }
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("SourceLanguageCode", detected);
    response.put("TargetLanguageCode", target);
    response.put("TranslatedText", detected.equals(target) ? text : translate(text, target));
    return response;
  }

  private static void checkSize(String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw new Refusal(
          "TextSizeLimitExceededException",
          ("Input text size exceeds limit. Max length of request text allowed is %d bytes while in this"
                  + " request the text size is %d bytes")
              .formatted(MAX_BYTES, size));
    }
  }

  private static String required(Map<String, Object> request, String member, String path) {
    Object value = request.get(member);
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    String problem =
        value == null
            ? "Value null at '%s' failed to satisfy constraint: Member must not be null"
            : "Value '' at '%s' failed to satisfy constraint: Member must have length greater than or equal to 1";
    throw new Refusal(
        "ValidationException", "1 validation error detected: " + problem.formatted(path));
  }

  private static Map<String, Object> listLanguages() {
    List<Map<String, String>> languages =
        Languages.codes().stream()
            .map(code -> Map.of("LanguageCode", code, "LanguageName", code))
            .toList();
    return Map.of("DisplayLanguageCode", "en", "Languages", languages);
  }

  private synchronized void failIfTold() {
    if (failures > 0) {
      failures--;
      throw new Refusal(
          failureCode,
          failureCode.startsWith("Throttling")
              ? "Rate exceeded"
              : "The emulator was told to fail.");
    }
  }

  /** An error of the service. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String text;

    Refusal(String code, String text) {
      super(text, null, false, false);
      this.code = code;
      this.text = text;
    }

    AwsResponse answer() {
      int status = code.startsWith("Internal") ? 500 : code.startsWith("ServiceUnav") ? 503 : 400;
      return AwsResponse.jsonError("1.1", status, code, text);
    }
  }
}
