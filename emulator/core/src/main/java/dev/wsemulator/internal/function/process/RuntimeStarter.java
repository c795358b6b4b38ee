package dev.wsemulator.internal.function.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The program of a function or a layer that starts the runtime in place of Lambda, with the
 * runtime's command as its arguments. A script is copied with the folders here in place of Lambda's
 * folders. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper">
 *     Wrapper scripts</a>
 */
final class RuntimeStarter {
  static final String VARIABLE = "AWS_LAMBDA_EXEC_WRAPPER";

  /** The families of runtimes that have wrappers: those that are not the function's own program. */
  private static final Set<String> WRAPPED = Set.of("dotnet", "java", "nodejs", "python", "ruby");

  private final Supplier<Path> folder;

  /**
   * Creates it.
   *
   * @param folder returns a folder of the emulator's own
   */
  RuntimeStarter(Supplier<Path> folder) {
    this.folder = folder;
  }

  /**
   * Returns the command that is started.
   *
   * @param command the command of the runtime
   * @throws RuntimePrograms.MissingProgram if the wrapper is not there
   */
  List<String> around(List<String> command, RuntimeCommands.Start start) {
    String given = start.variables().getOrDefault(VARIABLE, "");
    if (given.isEmpty() || !WRAPPED.contains(RuntimeName.of(start.code().runtime()).family())) {
      return command;
    }
    Path wrapper =
        LambdaPaths.file(given, start.folders()).orElse(start.folders().taskRoot().resolve(given));
    if (!Files.isRegularFile(wrapper)) {
      throw new RuntimePrograms.MissingProgram(
          "There is no file %s, which %s names. It has to be in a layer (/opt) or in the function's code (/var/task)."
              .formatted(given, VARIABLE));
    }
    List<String> wrapped = new ArrayList<>(List.of(runnable(wrapper, start.folders()).toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  private Path runnable(Path wrapper, CodeFolders.Layout folders) {
    try {
      byte[] bytes = Files.readAllBytes(wrapper);
      boolean isScript = bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!';
      Path file = isScript ? copy(wrapper, bytes, folders) : wrapper;
      if (!Files.isExecutable(file) && !file.toFile().setExecutable(true)) {
        throw new RuntimePrograms.MissingProgram(
            "The file %s cannot be run. Make it executable.".formatted(file));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + wrapper + " cannot be read.", e);
    }
  }

  /** Writes a script once: a process that starts may have its file open. */
  private Path copy(Path wrapper, byte[] bytes, CodeFolders.Layout folders) throws IOException {
    String text = LambdaPaths.script(new String(bytes, StandardCharsets.UTF_8), folders);
    String name = Integer.toHexString(text.hashCode()) + "-" + wrapper.getFileName();
    Path target = folder.get().resolve(name);
    if (!Files.exists(target)) {
      Path written = Files.createTempFile(folder.get(), "new-", "");
      Files.writeString(written, text);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }
}
