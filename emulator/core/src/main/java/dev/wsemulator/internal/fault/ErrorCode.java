package dev.wsemulator.internal.fault;

import dev.wsemulator.internal.text.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error of a service, as AWS documents it.
 *
 * @param service the service, as in its endpoint's name
 * @param code the error's code
 * @param status the HTTP status
 * @param message what the service says
 */
record ErrorCode(String service, String code, int status, String message) {
  private static final List<ErrorCode> ALL = read();

  private static List<ErrorCode> read() {
    try (InputStream table =
        Objects.requireNonNull(ErrorCode.class.getResourceAsStream("errors.tsv"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 4))
          .map(cells -> new ErrorCode(cells[0], cells[1], Integer.parseInt(cells[2]), cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns an error of a service. What the service does not document is as another one has it;
   * what none has is the caller's fault.
   */
  static ErrorCode of(String service, String code) {
    return Stream.concat(of(service), ALL.stream())
        .filter(error -> error.code().equals(code))
        .findFirst()
        .orElse(new ErrorCode(service, code, 400, code));
  }

  private static Stream<ErrorCode> of(@Nullable String service) {
    return ALL.stream().filter(error -> service == null || error.service().equals(service));
  }

  /**
   * Refuses a misspelt code. Services have codes that are not known here.
   *
   * @param service the service, or {@code null} for any
   * @throws IllegalArgumentException if it is nearly that of an error that is known
   */
  static void check(String code, @Nullable String service) {
    List<String> known = of(service).map(ErrorCode::code).toList();
    String hint = known.contains(code) ? "" : Spelling.hint(code, known);
    if (!hint.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no error %s%s.%s Known: %s."
              .formatted(
                  code, service == null ? "" : " of " + service, hint, new TreeSet<>(known)));
    }
  }
}
