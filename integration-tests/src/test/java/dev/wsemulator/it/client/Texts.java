package dev.wsemulator.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/** The texts that are sent, and what must become of them. */
public final class Texts {
  private static final int FRAME = 32_768;
  private static final int LONGEST = 131_072;
  private static final List<Integer> SIZES =
      List.of(0, 1, 125, 126, 1000, 8191, 8192, 10_900, 32_768, 32_769, 65_536, LONGEST);

  private Texts() {}

  /** A connection of one client. */
  public interface Connection extends AutoCloseable {
    /** Sends a text in frames of this length, and the rest in a last one. */
    void send(String text, int frame) throws Exception;

    /** Returns the next text; fails if none comes in time, or the connection has ended. */
    String receive() throws Exception;

    /** Returns whether a text is sent in one frame if that is asked for. */
    default boolean keepsFrames() {
      return true;
    }

    /** Returns the code with which the connection ends. */
    int closeCode() throws Exception;

    @Override
    void close();
  }

  /** Opens connections. */
  @FunctionalInterface
  public interface Client {
    /** Opens a connection. */
    Connection open() throws Exception;
  }

  /**
   * Sends so many texts of each size, and two that are too long; returns a line of each: what, how
   * many characters, how many were sent and received.
   */
  public static String check(Client client, int count) throws Exception {
    StringBuilder counts = new StringBuilder();
    try (Connection connection = client.open()) {
      for (Kind kind : Kind.values()) {
        for (int size : SIZES) {
          int received = 0;
          for (int i = 0; i < count; i++, received++) {
            String text = kind.text(size, i);
            connection.send(text, FRAME);
            assertThat(connection.receive().equals(text)).as("text of %d", size).isTrue();
          }
          counts.append(line(kind.said, size, count, received));
        }
        int received = 0;
        for (int i = 0; i < count; i++, received++) {
          String part = kind.text(LONGEST / 8, i);
          connection.send(EchoFunction.TIMES_8 + part, FRAME);
          assertThat(connection.receive().equals(part.repeat(8))).as("long answer").isTrue();
        }
        counts.append(line(kind.said + ", times 8", LONGEST, count, received));
      }
    }
    return counts + tooLong(client);
  }

  private static String line(String what, int size, int sent, int received) {
    return "%s\t%d\t%d\t%d%n".formatted(what, size, sent, received);
  }

  private static String tooLong(Client client) throws Exception {
    String ends = "";
    try (Connection connection = client.open()) {
      if (connection.keepsFrames()) {
        connection.send(Kind.RANDOM.text(FRAME + 1, 0), FRAME + 1);
        assertThat(connection.closeCode()).isEqualTo(1009);
        ends += "one frame\t%d\t1\tended with 1009%n".formatted(FRAME + 1);
      }
    }
    try (Connection connection = client.open()) {
      connection.send(Kind.REPEATING.text(LONGEST + 1, 0), FRAME);
      assertThat(connection.closeCode()).isEqualTo(1009);
      return ends + "several frames\t%d\t1\tended with 1009%n".formatted(LONGEST + 1);
    }
  }

  /** What there is to read in a text. */
  private enum Kind {
    RANDOM("random"),
    REPEATING("repeating");

    private static final String SOME = random();

    private final String said;

    Kind(String said) {
      this.said = said;
    }

    private static String random() {
      return new Random(1)
          .ints(1 << 20, '!', '~')
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }

    /** A random text is another each time, so that the one before does not help to compress it. */
    private String text(int size, int number) {
      if (this == REPEATING) {
        return "a text that repeats itself, ".repeat(size / 28 + 1).substring(0, size);
      }
      int from = (int) ((long) number * size % (SOME.length() - size));
      return SOME.substring(from, from + size);
    }
  }
}
