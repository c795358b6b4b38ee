package dev.wsemulator.internal.transport.socket;

/** Checks incrementally whether bytes are valid UTF-8. Used by one thread at a time. */
final class Utf8Check {

  /** How many bytes the character that has begun still wants. */
  private int wanted;

  /** Between which values the next of them must be. */
  private int min = 0x80;

  private int max = 0xbf;

  /** Adds bytes; returns whether they can still be the beginning of UTF-8. */
  boolean add(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int value = bytes[at] & 0xff;
      if (wanted == 0 ? value >= 0x80 && !begin(value) : !goOn(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean begin(int value) {
    wanted = value >= 0xf0 ? 3 : value >= 0xe0 ? 2 : 1;
    min = value == 0xe0 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80; // else it could be shorter
    max = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf; // surrogates; the end of Unicode
    return value >= 0xc2 && value <= 0xf4;
  }

  private boolean goOn(int value) {
    boolean good = value >= min && value <= max;
    wanted--;
    min = 0x80;
    max = 0xbf;
    return good;
  }

  /** Returns whether no character is unfinished; the next bytes begin anew. */
  boolean end() {
    boolean good = wanted == 0;
    wanted = 0;
    min = 0x80;
    max = 0xbf;
    return good;
  }
}
