package dev.wsemulator.it.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a guide as a reader does. A block after "`name`:" is a file, a block of {@code shell} is
 * run, a block of {@code text} is what was printed; there is no other block, so that nothing in a
 * guide is unchecked.
 */
final class Guide {
  static final Path FOLDER = Path.of("../emulator/guides");

  private static final Pattern FILE_NAME = Pattern.compile("(?:.* )?`([^`]+)`:");
  private static final String OWN_TERMINAL = "In a terminal of its own:";
  private static final String STOP = "Stop the emulator with Ctrl-C.";

  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private String before = "";

  private Guide(List<String> lines) {
    this.lines = lines;
  }

  /** Returns the steps of a guide. */
  static List<Step> steps(String name) throws IOException {
    return new Guide(Files.readAllLines(FOLDER.resolve(name))).read();
  }

  /** Returns the steps of a guide up to a heading. */
  static List<Step> steps(String name, String heading) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name));
    int end = lines.indexOf(heading);
    if (end < 0) {
      throw new AssertionError("There is no line \"" + heading + "\" in " + name + ".");
    }
    return new Guide(lines.subList(0, end)).read();
  }

  private List<Step> read() {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        block(line.substring(3), String.join("\n", lines.subList(i + 1, end)) + "\n", i + 1);
        i = end;
      } else if (!line.isBlank()) {
        before = line;
        if (line.endsWith(STOP)) {
          steps.add(new Step.Stop());
        }
      }
    }
    return steps;
  }

  private void block(String language, String text, int line) {
    Matcher file = FILE_NAME.matcher(before);
    if (language.equals("shell")) {
      steps.add(new Step.Commands(text, line, before.endsWith(OWN_TERMINAL), ""));
    } else if (language.equals("text") && last() instanceof Step.Commands run) {
      steps.set(steps.size() - 1, new Step.Commands(run.script(), run.line(), run.goesOn(), text));
    } else if (file.matches()) {
      steps.add(new Step.File(file.group(1), text));
    } else {
      throw new AssertionError(
          "The block in line " + line + " is not a file, no commands and no output of any.");
    }
    before = "";
  }

  private Step last() {
    return steps.isEmpty() ? new Step.Stop() : steps.get(steps.size() - 1);
  }
}
