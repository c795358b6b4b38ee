package dev.wsemulator.cli.client;

import dev.wsemulator.cli.console.CommandException;
import dev.wsemulator.cli.console.ProcessEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Lines from a pipe. */
public final class PipedLines {
  private final ProcessEnvironment environment;

  public PipedLines(ProcessEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Says every line, until there are no more or the connection has ended. Reading a pipe cannot be
   * interrupted, so a daemon thread reads it.
   */
  public void into(Predicate<String> speech, CompletableFuture<?> end) {
    CompletableFuture<Void> read = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                read(speech);
                read.complete(null);
              } catch (IOException | RuntimeException e) {
                read.completeExceptionally(
                    new CommandException("Standard input cannot be read.", e));
              }
            },
            "standard input");
    reader.setDaemon(true);
    reader.start();
    CompletableFuture.anyOf(read, end).join();
  }

  private void read(Predicate<String> speech) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(environment.in(), environment.charset()));
    String line = lines.readLine();
    while (line != null && speech.test(line)) {
      line = lines.readLine();
    }
  }
}
