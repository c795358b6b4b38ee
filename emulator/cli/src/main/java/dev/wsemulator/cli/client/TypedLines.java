package dev.wsemulator.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines typed on a terminal, with line editing and history. */
public final class TypedLines implements AutoCloseable {
  private static final int REMEMBERED = 1000;

  private final Terminal terminal;
  private final LineReader reader;

  private TypedLines(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Takes the terminal.
   *
   * @param history where lines are remembered, or {@code null}
   */
  public static TypedLines open(@Nullable Path history) throws IOException {
    Terminal terminal = TerminalBuilder.builder().name("connect").system(true).build();
    if (terminal.getWidth() == 0) {
      terminal.setSize(new Size(80, 24)); // the size of the terminal is unknown
    }
    DefaultParser plain = new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(plain)
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.INSERT_TAB, true)
            .variable(LineReader.HISTORY_SIZE, REMEMBERED)
            .variable(LineReader.HISTORY_FILE_SIZE, REMEMBERED);
    if (history != null && isWritable(history)) {
      builder.variable(LineReader.HISTORY_FILE, history.toAbsolutePath());
    }
    return new TypedLines(terminal, builder.build());
  }

  /** Creates the file for its owner only: messages may hold secrets. */
  private static boolean isWritable(Path history) {
    try {
      if (Files.notExists(history)) {
        Path folder = history.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.createFile(history);
        if (history.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-------"));
        }
      }
      return Files.isWritable(history);
    } catch (IOException e) {
      return false; // works without history
    }
  }

  /** Prints a line above the one that is typed. */
  public void above(String line) {
    reader.printAbove(line);
  }

  /** Sends every line until the input or the connection ends. */
  public void into(Predicate<String> speech, CompletableFuture<?> end) {
    Thread typist = new Thread(() -> read(speech, end), "typed lines");
    typist.setDaemon(true);
    typist.start();
    end.thenRun(typist::interrupt);
    try {
      typist.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Predicate<String> speech, CompletableFuture<?> end) {
    try {
      boolean goesOn = true;
      while (goesOn && !end.isDone()) {
        String line = reader.readLine("> ");
        goesOn = line.isEmpty() || speech.test(line);
      }
    } catch (UserInterruptException | EndOfFileException e) {
      return; // Ctrl-C, Ctrl-D, or the connection's end
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
