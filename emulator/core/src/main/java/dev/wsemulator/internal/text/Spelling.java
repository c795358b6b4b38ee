package dev.wsemulator.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Finds the name that was probably meant by a misspelt one. */
public final class Spelling {
  private Spelling() {}

  /** Returns {@code " Did you mean …?"} if a known name is close, else nothing. */
  public static String hint(String name, Collection<String> known) {
    return new TreeSet<>(known)
        .stream()
            .min(Comparator.comparingInt(one -> distance(one, name)))
            .filter(near -> distance(near, name) <= Math.max(2, name.length() / 4))
            .map(near -> " Did you mean " + near + "?")
            .orElse("");
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
