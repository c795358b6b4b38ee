package dev.wsemulator.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP request as it arrived. Immutable by convention: the body must not be modified.
 *
 * @param method the verb
 * @param rawPath the path, percent-encoded as received
 * @param rawQuery the query, percent-encoded as received; empty if there is none
 * @param headers the headers, in order and in the client's letter case
 * @param body the body
 */
public record HttpRequest(
    String method, String rawPath, String rawQuery, List<Header> headers, byte[] body) {
  /** The pseudo header with the scheme, where it is needed; clients cannot send it. */
  public static final String SCHEME = ":scheme";

  /**
   * One header line.
   *
   * @param name the name
   * @param value the value
   */
  public record Header(String name, String value) {}

  /** The pseudo header with the sender's address, where it is needed. */
  public static final String SOURCE = ":source";

  /** The pseudo header with the id of a call that is recorded. */
  public static final String CALL = ":call";

  /** Returns this request with one more header. */
  public HttpRequest with(Header header) {
    List<Header> more = new ArrayList<>(headers);
    more.add(header);
    return new HttpRequest(method, rawPath, rawQuery, List.copyOf(more), body);
  }

  /** Returns the first value of a header, whatever the letter case of its name. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** Returns all values of a header, whatever the letter case of its name. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }
}
