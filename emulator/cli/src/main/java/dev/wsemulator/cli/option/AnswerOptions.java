package dev.wsemulator.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what proxies and other servers answer. */
public final class AnswerOptions {
  @Option(names = "--type", paramLabel = "TYPE", description = "The media type of --body.")
  private @Nullable String type;

  @Option(names = "--body", paramLabel = "TEXT", description = "The body of proxy-answer.")
  private @Nullable String body;

  @Option(
      names = "--headers",
      paramLabel = "HEADER",
      description = "A header of proxy-answer, such as 'Retry-After: 5'; repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--text", paramLabel = "TEXT", description = "The text of raw-answer.")
  private @Nullable String text;

  @Option(names = "--base64", paramLabel = "BYTES", description = "The bytes of raw-answer.")
  private @Nullable String base64;

  AnswerOptions() {}

  /** Puts what was given into a call. */
  public void into(Map<String, Object> call) {
    MatcherOptions.put(call, "type", type);
    MatcherOptions.put(call, "body", body);
    MatcherOptions.put(call, "headers", headers.isEmpty() ? null : String.join("\n", headers));
    MatcherOptions.put(call, "text", text);
    MatcherOptions.put(call, "base64", base64);
  }
}
