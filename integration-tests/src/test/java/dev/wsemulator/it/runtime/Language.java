package dev.wsemulator.it.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * What functions are written in, and the function that the cases call. Its sources and its words
 * are resources in the folder {@code runtime/NAME}.
 */
abstract class Language {
  private static final String PLACE = "/runtime/";

  private final String name;
  private final Map<String, String> words;

  Language(String name) {
    this.name = name;
    this.words =
        text("words.txt")
            .lines()
            .filter(line -> line.contains(" = "))
            .map(line -> line.split(" = ", 2))
            .collect(Collectors.toMap(line -> line[0].strip(), line -> line[1]));
  }

  /** Returns the language of a name. */
  static Language named(String name) {
    return Stream.of(
            new JavaLanguage(),
            new JavaProcessLanguage(),
            new NodeLanguage(),
            new PythonLanguage(),
            new GoLanguage())
        .filter(language -> language.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  String name() {
    return name;
  }

  /** Returns why its functions cannot run on this machine; empty if they can. */
  abstract Optional<String> missing();

  /** Writes the code of its functions into a folder, as it is deployed. */
  abstract void writeCode(Path folder) throws IOException;

  /** Writes the part of the code that says its version. */
  abstract void writeVersion(Path folder, String version) throws IOException;

  /** Writes a layer that has a greeting. */
  abstract void writeLayer(Path folder, String greeting) throws IOException;

  /**
   * Returns where code comes from.
   *
   * @param handler a file of the sources without its ending, a dot, and what it exports
   */
  abstract FunctionDefinition.Code code(Path folder, String handler);

  /** Returns whether functions have processes of their own. */
  boolean hasProcesses() {
    return true;
  }

  /**
   * Returns what it says on an occasion, as a regular expression. What it does not know there is a
   * case that does not apply to it; its reason follows a {@code -}.
   */
  String words(String occasion) {
    String found = words.get(occasion);
    if (found == null) {
      throw new AssertionError("There are no words for \"%s\" in %s.".formatted(occasion, name));
    }
    if (found.startsWith("- ")) {
      throw new TestAbortedException(found.substring(2));
    }
    return found;
  }

  /** Returns the text of one of its resources. */
  final String text(String file) {
    try (InputStream in = Language.class.getResourceAsStream(PLACE + name + "/" + file)) {
      if (in == null) {
        throw new AssertionError("There is no " + PLACE + name + "/" + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  final void copy(Path folder, String... files) throws IOException {
    Files.createDirectories(folder);
    for (String file : files) {
      Files.writeString(folder.resolve(file), text(file));
    }
  }

  /** Returns a sentence if a program does not run here. */
  static Optional<String> missingProgram(String program, String... arguments) {
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = program;
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(program + " does not run.");
    } catch (IOException e) {
      return Optional.of(program + " is not installed.");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
