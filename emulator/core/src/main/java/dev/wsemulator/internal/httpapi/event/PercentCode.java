package dev.wsemulator.internal.httpapi.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes percent signs. What is malformed stays as it is. */
public final class PercentCode {
  private PercentCode() {}

  /** Returns a part of a path, decoded. */
  public static String path(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < from.length; i++) {
      int high = from[i] == '%' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
      if (low < 0) {
        bytes.write(from[i]);
      } else {
        bytes.write(high * 16 + low);
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns a part of a query, decoded. */
  static String form(String text) {
    return path(text.replace('+', ' '));
  }
}
