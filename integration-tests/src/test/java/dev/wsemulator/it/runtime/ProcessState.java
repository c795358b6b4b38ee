package dev.wsemulator.it.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What Linux says of processes. */
final class ProcessState {
  private static final Path PROCESSES = Path.of("/proc");

  private ProcessState() {}

  /** Waits until a process stands still. */
  static void awaitStopped(long process) {
    Path status = PROCESSES.resolve(Long.toString(process)).resolve("status");
    Awaitility.await().until(() -> Files.readString(status).contains("State:\tT"));
  }

  /** Returns the processes that have a variable with this value, of this user. */
  static List<Long> withVariable(String name, String value) {
    String wanted = "\0" + name + "=" + value + "\0";
    try (Stream<Path> all = Files.list(PROCESSES)) {
      return all.filter(each -> each.getFileName().toString().matches("\\d+"))
          .filter(each -> ("\0" + environment(each)).contains(wanted))
          .map(each -> Long.parseLong(each.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // it has ended
    } catch (IOException e) {
      return ""; // another user's, or it ends
    }
  }
}
