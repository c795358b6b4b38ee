package dev.wsemulator.internal.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format of an access log's lines, taken apart once. A variable is replaced by its value as it
 * is, so that the quotes of JSON, XML or CSV are those of the format. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#apigateway-cloudwatch-log-formats">Log
 *     formats</a>
 */
public final class AccessLogFormat {
  /** The quota page says 3 KB, the API's model 1024 characters. */
  private static final int MAX_CHARACTERS = 3072;

  private static final String UNSET = "-";
  private static final String ERRORS = "The following errors are found in Access Log Format: ";

  /** A name's parts hold hyphens, but end with none: it may be the format's own. */
  private static final Pattern VARIABLE = Pattern.compile("\\$context\\.(\\w++(?:[.-]\\w++)*+)");

  private final List<Part> parts;

  private AccessLogFormat(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Returns the format.
   *
   * @throws IllegalArgumentException if AWS would refuse it; its message is AWS's
   */
  public static AccessLogFormat compile(String format) {
    if (format.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          ERRORS
              + "Access Log format has %d characters, but at most %d are allowed."
                  .formatted(format.length(), MAX_CHARACTERS));
    }
    if (format.indexOf('\n') >= 0 || format.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          ERRORS + "Access Log format must be single line: '" + format + "'");
    }
    return new AccessLogFormat(parts(format));
  }

  private static List<Part> parts(String format) {
    List<Part> parts = new ArrayList<>();
    boolean identified = false;
    int end = 0;
    Matcher matcher = VARIABLE.matcher(format);
    while (matcher.find()) {
      String name = matcher.group(1);
      identified |= name.equals("requestId") || name.equals("extendedRequestId");
      parts.add(new Part(format.substring(end, matcher.start()), ContextVariable.named(name)));
      end = matcher.end();
    }
    if (!identified) {
      throw new IllegalArgumentException(
          ERRORS
              + "Access Log format must include either $context.requestId or"
              + " $context.extendedRequestId : '"
              + format
              + "'");
    }
    parts.add(new Part(format.substring(end), null));
    return parts;
  }

  /** Returns the line of the request, without a line break. */
  public String render(RequestRecord request) {
    StringBuilder line = new StringBuilder(256);
    for (Part part : parts) {
      line.append(part.literal());
      if (part.variable() != null) {
        Object value = part.variable().of(request);
        line.append(value == null || "".equals(value) ? UNSET : value);
      }
    }
    return line.toString();
  }

  /** What stands before a variable, and the variable; the last part has none. */
  private record Part(String literal, @Nullable ContextVariable variable) {}
}
