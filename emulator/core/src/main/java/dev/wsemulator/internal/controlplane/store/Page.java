package dev.wsemulator.internal.controlplane.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list. Immutable.
 *
 * @param from the index of its first element
 * @param to the index behind its last element
 * @param nextToken leads to the next page; empty on the last one
 */
public record Page(int from, int to, Optional<String> nextToken) {
  private static final int MOST = 500;

  /** Returns the requested page of resources with these ids, which are in order. */
  public static Page of(Query query, List<String> ids) {
    int size = query.value("maxResults").map(Page::size).orElse(MOST);
    String after = query.value("nextToken").map(Page::decoded).orElse("");
    int from = 0;
    while (from < ids.size() && !after.isEmpty() && ids.get(from).compareTo(after) <= 0) {
      from++;
    }
    int to = Math.min(ids.size(), from + size);
    boolean isLast = to == ids.size();
    return new Page(from, to, isLast ? Optional.empty() : Optional.of(encoded(ids.get(to - 1))));
  }

  private static int size(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1) {
      throw ServiceException.badRequest("Invalid value for maxResults: %s", text);
    }
    return Math.min(MOST, Integer.parseInt(text));
  }

  private static String encoded(String id) {
    return Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ServiceException.badRequest("Invalid nextToken specified");
    }
  }
}
