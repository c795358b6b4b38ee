package dev.wsemulator.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program with clients of another language. It reads lines with a verb, the number of a client
 * and perhaps a URL or a text, and writes lines with the number of a client and what has happened
 * to it, all separated by tabs.
 */
final class ClientProcess implements DrivenClient.Driver {
  private final Map<String, List<String>> events = new ConcurrentHashMap<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final Process process;
  private final Writer commands;

  /**
   * Starts it.
   *
   * @param folder where it is to run
   * @param command the program and its arguments
   */
  ClientProcess(Path folder, List<String> command) throws IOException {
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = process.outputWriter(UTF_8);
    Thread reader = new Thread(this::read, "events of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split("\t", 2);
        List<String> ofClient = events.get(words[0]);
        if (ofClient != null) {
          ofClient.add(TableText.ofMessage(words[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void command(String... words) {
    try {
      commands.write(String.join("\t", words) + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DrivenClient newClient() {
    String id = Integer.toString(clients.incrementAndGet());
    events.put(id, new CopyOnWriteArrayList<>());
    return new Client(id);
  }

  private final class Client implements DrivenClient {
    private final String id;

    Client(String id) {
      this.id = id;
    }

    @Override
    public void connect(URI url) {
      command("connect", id, url.toString());
    }

    @Override
    public void send(String text) {
      command("send", id, text);
    }

    @Override
    public void leave() {
      command("leave", id);
    }

    @Override
    public List<String> events() {
      return List.copyOf(events.get(id));
    }

    @Override
    public void close() {
      command("abort", id);
    }
  }

  /** The program ends with its input. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.destroy();
  }
}
