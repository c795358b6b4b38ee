package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a recording. Immutable.
 *
 * @param line its number
 * @param at when it happened, since the recording began
 * @param connection the connection
 * @param event what happened
 * @param data the other members
 */
record Step(int line, Duration at, int connection, String event, Json data) {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  /** The version of the format that this version reads. */
  private static final String FORMAT = "2";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Set<String> OF_NO_CONNECTION =
      Set.of("call", "called", "fault", "fault-end", "advance");

  /**
   * Reads a recording.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no recording; the message names the line
   */
  static List<Step> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      List<Step> steps = new ArrayList<>();
      for (int line = 1; line <= lines.size(); line++) {
        Json data =
            Json.parse(lines.get(line - 1).getBytes(StandardCharsets.UTF_8))
                .filter(Json::isObject)
                .orElse(null);
        if (data == null || line == 1 && !data.members().containsKey("recording")) {
          throw new IllegalArgumentException(
              "Line %d of %s is not one of a recording. Make a new recording."
                  .formatted(line, file));
        }
        checkFormat(data, file);
        if (line > 1) {
          steps.add(step(line, data, file));
        }
      }
      return List.copyOf(steps);
    } catch (IOException e) {
      throw new UncheckedIOException("The recording %s cannot be read.".formatted(file), e);
    }
  }

  private static void checkFormat(Json data, Path file) {
    String format = data.child("recording").map(Json::selectionText).orElse(FORMAT);
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "%s is a recording of format %s, and this version reads format %s. Make a new recording."
              .formatted(file, format, FORMAT));
    }
  }

  private static Step step(int line, Json data, Path file) {
    if (data.child("steps").isPresent()) {
      throw new IllegalArgumentException(
          ("Line %d of %s: %s steps are missing here, because the disk or the recorder was too slow."
                  + " Make a new recording.")
              .formatted(line, file, data.child("steps").get().selectionText()));
    }
    try {
      return new Step(
          line,
          Duration.ofNanos(1000 * number(data, "micros")),
          OF_NO_CONNECTION.contains(text(data, "event")) ? 0 : (int) number(data, "connection"),
          text(data, "event"),
          data);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "Line %d of %s: %s".formatted(line, file, e.getMessage()), e);
    }
  }

  private static long number(Json data, String name) {
    return data.child(name)
        .map(Json::selectionText)
        .filter(digits -> NUMBER.matcher(digits).matches())
        .map(Long::valueOf)
        .orElseThrow(() -> new IllegalStateException("There is no number \"" + name + "\"."));
  }

  private static String text(Json data, String name) {
    return data.child(name)
        .flatMap(Json::string)
        .orElseThrow(() -> new IllegalStateException("There is no string \"" + name + "\"."));
  }

  String text(String name) {
    return text(data, name);
  }

  int number(String name) {
    return (int) number(data, name);
  }

  /** Returns this place in the recording as one of another connection. */
  Step of(int other) {
    return new Step(line, at, other, event, Json.parse(NOTHING).orElseThrow());
  }

  int number(String name, int otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  boolean has(String name) {
    return data.child(name).isPresent();
  }

  /** Returns the members of an object that are texts or numbers. */
  Map<String, String> words(String name) {
    Map<String, String> words = new LinkedHashMap<>();
    data.child(name)
        .orElseThrow()
        .members()
        .forEach((word, value) -> words.put(word, value.selectionText()));
    return words;
  }

  /** Returns a payload in words. */
  String words() {
    return has("text") ? '"' + text("text") + '"' : payload().length + " bytes";
  }

  boolean isTrue(String name) {
    return data.child(name).filter(Json::isTrue).isPresent();
  }

  /** Returns a frame's payload. */
  byte[] payload() {
    return data.child("base64")
        .flatMap(Json::string)
        .map(Base64.getDecoder()::decode)
        .orElseGet(() -> text("text").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the handshake's headers; of several values the last. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Json header : data.child("headers").orElseThrow().elements()) {
      List<Json> pair = header.elements();
      headers.put(pair.get(0).selectionText(), pair.get(1).selectionText());
    }
    return headers;
  }
}
