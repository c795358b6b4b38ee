package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target gets in place of an event. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 */
final class InputTemplate {
  private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_.-]+)>");
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d+)\\]|\\['([^']+)'\\]");

  private InputTemplate() {}

  /** Returns the value at a path such as {@code $.detail.user}, if there is one. */
  static Optional<Json> at(Json event, String path) {
    if (!path.startsWith("$")) {
      return Optional.empty();
    }
    Optional<Json> value = Optional.of(event);
    Matcher step = STEP.matcher(path);
    int end = 1;
    while (step.find() && step.start() == end) {
      String name = step.group(1) != null ? step.group(1) : step.group(2);
      String child = name != null ? name : step.group(3);
      value = value.flatMap(parent -> parent.child(child));
      end = step.end();
    }
    return end == path.length() ? value : Optional.empty();
  }

  /** Returns the JSON of the value at a path; {@code null} if there is none. */
  static String part(String event, String path) {
    return parse(event).flatMap(json -> at(json, path)).map(InputTemplate::text).orElse("null");
  }

  /**
   * Fills a template in.
   *
   * @param paths the paths of the variables in the event
   * @param reserved the values of EventBridge's own variables, as JSON
   */
  static String filled(
      String template, Map<String, String> paths, Map<String, String> reserved, String event) {
    Optional<Json> json = parse(event);
    StringBuilder filled = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    int end = 0;
    boolean quoted = false;
    while (variable.find()) {
      String between = template.substring(end, variable.start());
      quoted = isQuoted(between, quoted);
      String name = variable.group(1);
      String path = paths.get(name);
      Optional<String> value =
          path == null
              ? Optional.ofNullable(reserved.get(name))
              : json.flatMap(parsed -> at(parsed, path)).map(InputTemplate::text);
      boolean isKnown = path != null || reserved.containsKey(name);
      filled.append(between);
      filled.append(isKnown ? inserted(value.orElse(""), quoted) : variable.group());
      end = variable.end();
    }
    return filled.append(template.substring(end)).toString();
  }

  /** Inside a text, a text has no quotes of its own, and other values are text. */
  private static String inserted(String value, boolean quoted) {
    if (!quoted) {
      return value.isEmpty() ? "null" : value;
    }
    boolean isText = value.startsWith("\"");
    String inner = isText ? value : JsonText.quoted(value);
    return inner.substring(1, inner.length() - 1);
  }

  private static boolean isQuoted(String between, boolean before) {
    boolean quoted = before;
    for (int i = 0; i < between.length(); i++) {
      if (between.charAt(i) == '\\') {
        i++;
      } else if (between.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }

  private static Optional<Json> parse(String event) {
    return Json.parse(event.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Json value) {
    return JsonText.of(value.value());
  }
}
