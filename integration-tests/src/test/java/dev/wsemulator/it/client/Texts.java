package dev.wsemulator.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/** The texts that are sent, and what must become of them. */
public final class Texts {
  private static final int FRAME = 32_768;
  private static final List<Integer> SIZES =
      List.of(0, 1, 125, 126, 1000, 8191, 8192, 10_900, 32_768, 32_769, 65_536, 131_072);

  private Texts() {}

  /** A connection of one client. */
  public interface Connection extends AutoCloseable {
    /** Sends a text in frames of this length, and the rest in a last one. */
    void send(String text, int frame) throws Exception;

    /** Returns the next text; fails if none comes in time, or the connection has ended. */
    String receive() throws Exception;

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

  /** Sends so many texts of each size, and two that are too long. */
  public static void check(Client client, int count) throws Exception {
    try (Connection connection = client.open()) {
      for (boolean repeating : new boolean[] {false, true}) {
        for (int size : SIZES) {
          String text = text(size, repeating);
          for (int i = 0; i < count; i++) {
            connection.send(text, FRAME);
            assertThat(connection.receive().equals(text)).as("text of %d", size).isTrue();
          }
        }
        String part = text(16_384, repeating);
        for (int i = 0; i < count; i++) {
          connection.send(EchoFunction.TIMES_8 + part, FRAME);
          assertThat(connection.receive().equals(part.repeat(8))).as("long answer").isTrue();
        }
      }
    }
    try (Connection connection = client.open()) {
      connection.send(text(FRAME + 1, false), FRAME + 1);
      assertThat(connection.closeCode()).isEqualTo(1009);
    }
    try (Connection connection = client.open()) {
      connection.send(text(4 * FRAME + 1, true), FRAME);
      assertThat(connection.closeCode()).isEqualTo(1009);
    }
  }

  private static String text(int size, boolean repeating) {
    if (repeating) {
      return "a text that repeats itself, ".repeat(size / 28 + 1).substring(0, size);
    }
    return new Random(size)
        .ints(size, '!', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
