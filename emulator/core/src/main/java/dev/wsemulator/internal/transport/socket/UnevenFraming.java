package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.api.Framing;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Decides how messages to one client are split into frames. Used by one sender at a time.
 *
 * <p>AWS cuts as it pleases (REC-024, REC-075): messages of some hundred bytes sometimes after 128
 * bytes, longer ones always, into pieces of around 2,000 bytes, of 4,096 or 8,192, and of any size
 * up to 32,768.
 */
final class UnevenFraming {
  private static final int HEAD = 128;
  private static final int ALWAYS_CUT = 2048;
  private static final int LONGEST = 32_768;

  private final Framing framing;
  private long messages;

  UnevenFraming(Framing framing) {
    this.framing = framing;
  }

  /** Returns the lengths of the next message's pieces, none longer than the most. */
  int[] next(int length, int max) {
    messages++;
    if (framing.isEven() || length <= HEAD) {
      return even(length, max);
    }
    SplittableRandom random = new SplittableRandom(framing.seed() * 31 + messages);
    if (length <= ALWAYS_CUT) {
      boolean cut = random.nextInt(4) == 0 && max >= length;
      return cut ? new int[] {HEAD, length - HEAD} : even(length, max);
    }
    return uneven(length, max, random);
  }

  /** Returns pieces of one length, the last one shorter. */
  static int[] even(int length, int max) {
    if (length <= max) {
      return new int[] {length};
    }
    int count = (int) (((long) length + max - 1) / max);
    int[] pieces = new int[count];
    Arrays.fill(pieces, max);
    pieces[count - 1] = length - (count - 1) * max;
    return pieces;
  }

  private static int[] uneven(int length, int max, SplittableRandom random) {
    int[] pieces = new int[16];
    int count = 0;
    int rest = length;
    while (rest > 0) {
      int longest = count == 0 ? Math.min(max, rest - 1) : Math.min(max, rest);
      int piece = Math.max(1, Math.min(longest, piece(random, longest)));
      if (count == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * count);
      }
      pieces[count++] = piece;
      rest -= piece;
    }
    return Arrays.copyOf(pieces, count);
  }

  private static int piece(SplittableRandom random, int longest) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> 1800 + random.nextInt(300);
      case 3, 4 -> 4096;
      case 5, 6 -> 8192;
      default -> 1 + random.nextInt(Math.min(longest, LONGEST));
    };
  }
}
