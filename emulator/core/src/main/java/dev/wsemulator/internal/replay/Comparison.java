package dev.wsemulator.internal.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares messages, leaving aside what varies from run to run: ids of connections, requests and
 * messages, UUIDs, times, ports of this machine, signatures in URLs, and what a user says. Not
 * thread-safe.
 */
final class Comparison {
  private static final String VARYING = "(varies)";
  private static final List<Pattern> VARIES =
      List.of(
          Pattern.compile(
              "(?<=\"(?:connectionId|requestId|extendedRequestId|messageId)\":\\s{0,9}\")[^\"]*"),
          Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
          Pattern.compile(
              "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?"),
          Pattern.compile("(?<![\\w.-])1[5-9]\\d{8}(?:\\d{3})?(?![\\w.-])"),
          Pattern.compile("(?<=//(?:127[.]0[.]0[.]1|localhost|\\[::1])):\\d+"),
          Pattern.compile("(?<=[?&;]X-Amz-[A-Za-z-]{1,40}=)[^&\"\\s]*"));

  private final List<Pattern> ignored;
  private final List<String> ids = new ArrayList<>();

  Comparison(List<Pattern> ignored) {
    this.ignored = List.copyOf(ignored);
  }

  /** Notes the id of a connection, of the recording or of the replay. */
  void varies(String id) {
    ids.add(id);
  }

  /** Returns whether two messages are the same, but for what varies. */
  boolean isSame(String recorded, String now) {
    return recorded.equals(now) || settled(recorded).equals(settled(now));
  }

  /** Returns how many characters two texts have in common at their ends. */
  static int common(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int begin = 0;
    while (begin < most && one.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < most - begin
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    return begin + end;
  }

  private String settled(String message) {
    String settled = message;
    for (String id : ids) {
      settled = settled.replace(id, VARYING);
    }
    for (Pattern pattern : ignored) {
      settled = pattern.matcher(settled).replaceAll(VARYING);
    }
    for (Pattern pattern : VARIES) {
      settled = pattern.matcher(settled).replaceAll(VARYING);
    }
    return settled;
  }
}
