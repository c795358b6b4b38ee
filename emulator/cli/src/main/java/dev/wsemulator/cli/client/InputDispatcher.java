package dev.wsemulator.cli.client;

import java.util.function.Predicate;
import org.java_websocket.framing.CloseFrame;

/**
 * Interprets the user's input line by line: messages, and commands if they are enabled.
 * Thread-safe.
 */
public final class InputDispatcher implements Predicate<String> {
  private final Client client;
  private final boolean slash;

  public InputDispatcher(Client client, boolean slash) {
    this.client = client;
    this.slash = slash;
  }

  /** Says it; returns whether more can be said. */
  public boolean say(String line) {
    if (!slash || !line.startsWith("/")) {
      return client.say(line);
    }
    String[] words = line.split(" ", 2);
    String rest = words.length == 2 ? words[1] : "";
    switch (words[0]) {
      case "/ping" -> client.ping(rest);
      case "/pong" -> client.pong(rest);
      case "/close" -> {
        close(rest);
        return false;
      }
      default ->
          client.note("Unknown command %s. Allowed: /ping, /pong, /close.".formatted(words[0]));
    }
    return true;
  }

  private void close(String rest) {
    String[] words = rest.strip().split(" ", 2);
    int code = words[0].matches("\\d{4}") ? Integer.parseInt(words[0]) : CloseFrame.NORMAL;
    client.end(code, words.length == 2 ? words[1] : "");
  }

  @Override
  public boolean test(String line) {
    return say(line);
  }
}
