package dev.wsemulator.cli.project;

import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.internal.template.document.YamlFile.Dialect;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads a project file, whose keys are the options of {@code start} in camel case. Repeatable
 * options are in the plural and take a map or a list. Relative paths are relative to the file.
 */
final class ProjectFile {
  /** The name by which a project file is found in the working directory. */
  static final Path NAME = Path.of("websocket-emulator.yaml");

  private static final Set<String> NO_KEYS = Set.of("--help", "--version", "--project");

  /** Repeated options whose names have no plural. */
  private static final Set<String> SAME_IN_PLURAL = Set.of("--allow-aws", "--code", "--skip");

  private final Path file;
  private final Map<String, OptionSpec> repeated = new TreeMap<>();
  private final Map<String, OptionSpec> single = new TreeMap<>();
  private final Reader reader;

  /** Receives the settings of a file. */
  interface Reader {
    /** Takes a setting. */
    void setting(Setting setting);

    /** Takes something that is wrong, with file and line. */
    void problem(String text);
  }

  private ProjectFile(Path file, List<OptionSpec> options, Reader reader) {
    this.file = file;
    this.reader = reader;
    for (OptionSpec option : options) {
      if (!NO_KEYS.contains(option.longestName())) {
        (option.isMultiValue() ? repeated : single).put(key(option), option);
      }
    }
  }

  /**
   * Reports the settings of a file, in the order of its lines.
   *
   * @param options the options that there are
   */
  static void read(Path file, List<OptionSpec> options, Reader reader) {
    try {
      new ProjectFile(file, options, reader).root(YamlFile.read(file, Dialect.PROJECT));
    } catch (TemplateException e) {
      e.problems().stream()
          .map(one -> place(file, one.location().line()) + ": " + one.message())
          .forEach(reader::problem);
    }
  }

  private static String place(Path file, int line) {
    return line == 0 ? file.toString() : file + ":" + line;
  }

  /** Returns the key of an option: {@code skipUnrunnable} for {@code --skip-unrunnable}. */
  static String key(OptionSpec option) {
    String name = option.longestName();
    String[] words = name.substring(2).split("-");
    StringBuilder key = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    boolean plural = option.isMultiValue() && !SAME_IN_PLURAL.contains(name);
    return plural ? key.append('s').toString() : key.toString();
  }

  private void root(YamlValue root) {
    if (root.members() == null) {
      wrong(root, "The project file is not a map. Write options with values, such as port: 3010.");
      return;
    }
    root.members().forEach(this::member);
  }

  private void member(String key, YamlValue value) {
    OptionSpec many = repeated.get(key);
    OptionSpec one = single.get(key);
    if (one != null && (many == null || value.text() != null)) {
      scalar(one, key, value);
    } else if (many == null) {
      Set<String> keys = new TreeSet<>(repeated.keySet());
      keys.addAll(single.keySet());
      String hint = Spelling.hint(key, keys);
      wrong(
          value,
          "Unknown option \"%s\".%s"
              .formatted(
                  key, hint.isEmpty() ? " Allowed: " + String.join(", ", keys) + "." : hint));
    } else if (many.typeInfo().isMap()) {
      map(many, key, value);
    } else {
      list(many, key, value);
    }
  }

  private void scalar(OptionSpec option, String key, YamlValue value) {
    if (value.text() == null) {
      wrong(value, "%s is not a string. Write one value.".formatted(key));
    } else {
      add(option, value.line(), path(option, value, value.text()));
    }
  }

  private void map(OptionSpec option, String key, YamlValue value) {
    if (value.members() == null) {
      wrong(value, "%s is not a map. Write names with values below it.".formatted(key));
      return;
    }
    value
        .members()
        .forEach(
            (name, member) -> {
              if (member.text() == null) {
                wrong(member, "%s.%s is not a string. Write one value.".formatted(key, name));
              } else {
                add(option, member.line(), name + "=" + path(option, member, member.text()));
              }
            });
  }

  private void list(OptionSpec option, String key, YamlValue value) {
    List<YamlValue> items = value.items() == null ? List.of(value) : value.items();
    for (YamlValue item : items) {
      if (item.members() != null && key.equals("faults")) {
        add(option, item.line(), JsonForm.of(item));
      } else if (item.text() == null) {
        wrong(item, "%s is not a list of strings. Write a value after each hyphen.".formatted(key));
      } else {
        add(option, item.line(), path(option, item, item.text()));
      }
    }
  }

  /** Paths are relative to the file. */
  private String path(OptionSpec option, YamlValue value, String text) {
    Class<?>[] types = option.typeInfo().isMultiValue() ? option.auxiliaryTypes() : null;
    Class<?> type = types == null ? option.type() : types[types.length - 1];
    if (type != Path.class) {
      return text;
    }
    try {
      return file.resolveSibling(text).normalize().toString();
    } catch (InvalidPathException e) {
      wrong(value, "\"%s\" is not a path: %s. Correct it.".formatted(text, e.getReason()));
      return text;
    }
  }

  private void add(OptionSpec option, int line, String value) {
    reader.setting(new Setting(option.longestName(), value, file + ":" + line));
  }

  private void wrong(YamlValue at, String message) {
    reader.problem(file + ":" + at.line() + ": " + message);
  }
}
