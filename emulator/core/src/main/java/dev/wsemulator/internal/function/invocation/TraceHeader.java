package dev.wsemulator.internal.function.invocation;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace header of an invocation. Nothing is sampled, because X-Ray is not emulated: readers of
 * the header send nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">Tracing
 *     header</a>
 */
public final class TraceHeader {
  private static final String HEX = "0123456789abcdef";

  private TraceHeader() {}

  /** Returns a new one. */
  public static String next(long epochSecond) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder text = new StringBuilder(74).append("Root=1-");
    append(text, epochSecond, 8).append('-');
    append(text, random.nextLong(), 8);
    append(text, random.nextLong(), 16).append(";Parent=");
    append(text, random.nextLong(), 16).append(";Sampled=0");
    return text.toString();
  }

  private static StringBuilder append(StringBuilder text, long bits, int digits) {
    for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((int) (bits >>> shift) & 15));
    }
    return text;
  }
}
