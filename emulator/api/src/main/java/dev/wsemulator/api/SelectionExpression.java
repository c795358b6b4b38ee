package dev.wsemulator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed selection expression such as {@code $request.body.action} or {@code
 * ${request.body.service}/${request.body.action}}. Immutable; parsed once, when the API is defined.
 *
 * @param text the expression as written
 * @param parts its literal and variable parts in order
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">Selection
 *     expressions</a>
 */
public record SelectionExpression(String text, List<Part> parts) {

  private static final Pattern BRACED = Pattern.compile("\\$\\{([^{}]*)}");
  private static final Pattern BARE =
      Pattern.compile("\\$([A-Za-z]\\w*(?:\\.[\\w@*-]+|\\.?\\[\\d+]|\\.?\\['[^']*'])*)");
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\.?\\[(\\d+)]|\\.?\\['([^']*)']");
  private static final String BODY = "request.body";

  /** A piece of a selection expression. */
  public sealed interface Part {}

  /**
   * Literal text.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {}

  /**
   * A value taken from the message's body.
   *
   * @param segments names and array indexes from the body's root; an index is a decimal number
   */
  public record BodyPath(List<String> segments) implements Part {
    /** Copies the segments. */
    public BodyPath {
      segments = List.copyOf(segments);
    }
  }

  /** Copies the parts. */
  public SelectionExpression {
    parts = List.copyOf(parts);
  }

  /**
   * Returns the parsed expression.
   *
   * @throws IllegalArgumentException if a variable is malformed or is not a {@code request.body}
   *     path
   */
  public static SelectionExpression parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        literal.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$') {
        Matcher variable = variableAt(text, at);
        flush(literal, parts);
        parts.add(bodyPath(variable.group(1), text));
        at = variable.end();
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, parts);
    return new SelectionExpression(text, parts);
  }

  private static Matcher variableAt(String text, int at) {
    for (Pattern form : List.of(BRACED, BARE)) {
      Matcher matcher = form.matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        return matcher;
      }
    }
    throw malformed(text);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static BodyPath bodyPath(String variable, String text) {
    if (variable.equals(BODY)) {
      return new BodyPath(List.of());
    }
    if (!variable.startsWith(BODY + ".") && !variable.startsWith(BODY + "[")) {
      throw malformed(text);
    }
    List<String> segments = new ArrayList<>();
    String path = variable.substring(BODY.length());
    Matcher step = STEP.matcher(path);
    int at = 0;
    while (at < path.length()) {
      if (!step.find(at) || step.start() != at) {
        throw malformed(text);
      }
      segments.add(segment(step));
      at = step.end();
    }
    return new BodyPath(segments);
  }

  private static String segment(Matcher step) {
    for (int group = 1; group <= 2; group++) {
      if (step.group(group) != null) {
        return step.group(group);
      }
    }
    return step.group(3);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "The route selection expression \""
            + text
            + "\" is not of the form $request.body.{path}. Write, for example, $request.body.action.");
  }
}
