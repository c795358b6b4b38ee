package dev.wsemulator.internal.template.document;

import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a template, YAML or JSON, into values with their lines; short intrinsic tags become their
 * long forms. A map or list that belongs to a key has the key's line. Constructs no object that the
 * file names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
public final class YamlFile {
  private static final int MAX_VALUES = 200_000;

  /**
   * The longest template that CloudFormation takes, in bytes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a>
   */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final Pattern BOOLEAN =
      Pattern.compile("(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[Tt]rue|TRUE|[Ff]alse|FALSE)");

  /** The kinds of files. */
  public enum Dialect {
    /** YAML 1.1, as CloudFormation reads it. */
    TEMPLATE("template", 200),
    /** YAML 1.2, in which a key stands once and all scalars are texts. */
    PROJECT("project file", 20);

    private final String noun;
    private final int maxDepth;

    Dialect(String noun, int maxDepth) {
      this.noun = noun;
      this.maxDepth = maxDepth;
    }
  }

  private final Path file;
  private final Dialect dialect;
  private final int before;
  private final Problems problems;
  private int values;
  private int depth;

  private YamlFile(Path file, Dialect dialect, Problems problems) {
    this.file = file;
    this.dialect = dialect;
    this.before = problems.add(file);
    this.problems = problems;
  }

  /**
   * Returns the root of the only file.
   *
   * @throws TemplateException if the file cannot be read or is not YAML
   */
  public static YamlValue read(Path file, Dialect dialect) {
    return read(new YamlFile(file, dialect, new Problems(file, new Inputs())));
  }

  /**
   * Returns the root of one file of several.
   *
   * @param problems where what is odd in it is noted
   * @throws TemplateException if the file cannot be read or is not YAML
   */
  public static YamlValue read(Path file, Problems problems) {
    return read(new YamlFile(file, Dialect.TEMPLATE, problems));
  }

  private static YamlValue read(YamlFile reader) {
    try {
      return reader.read(reader.text());
    } catch (CharacterCodingException e) {
      throw reader.problem(1, "The %s is not in UTF-8. Save it in UTF-8.");
    } catch (IOException e) {
      throw reader.problem(0, "The %s cannot be read (" + e + "). Check the path.");
    } catch (MarkedYamlEngineException e) {
      throw reader.mistake(line(e.getProblemMark()), e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw reader.mistake(1, String.valueOf(e.getMessage()));
    }
  }

  private String text() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw problem(1, "The %s is longer than 1 MB, the most that AWS takes. Split it.");
    }
    String text = Files.readString(file).replaceFirst("^\uFEFF", "");
    return text.stripLeading().startsWith("{") ? withoutTabs(text) : text;
  }

  /** JSON allows tabs as indentation, YAML does not; a JSON text contains none. */
  private static String withoutTabs(String json) {
    return json.replace('\t', ' ');
  }

  private YamlValue read(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    try {
      checkDepth(new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty() && dialect == Dialect.TEMPLATE) {
        throw problem(1, "The %s is empty.");
      }
      return root.map(this::value).orElse(YamlValue.map(1, Map.of()));
    } catch (ReaderException e) {
      long line = 1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw problem(
          (int) line,
          "The character U+%04X is not allowed in YAML. Remove it, or write it as an escape."
              .formatted(e.getCodePoint()));
    }
  }

  /** Refuses what would exhaust the stack of the composer. */
  private void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > dialect.maxDepth) {
        throw tooDeep(line(event.getStartMark()));
      }
    }
  }

  private TemplateException tooDeep(int line) {
    return problem(
        line,
        "The %s is nested more than "
            + dialect.maxDepth
            + " levels deep; does an alias contain itself?");
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(known -> known.getLine() + 1).orElse(1);
  }

  /** Returns what is wrong with the file, whose kind stands in the text for {@code %s}. */
  private TemplateException problem(int line, String text) {
    return mistake(line, text.replace("%s", dialect.noun), "");
  }

  private TemplateException mistake(int line, String text) {
    return mistake(line, text, "This is not YAML: ");
  }

  private TemplateException mistake(int line, String text, String before) {
    String name = String.valueOf(line == 0 ? file : file.getFileName());
    return new TemplateException(
        List.of(
            new Problem(
                Problem.Severity.ERROR, new Problem.Location(name, line, null), before + text)));
  }

  private YamlValue value(Node node) {
    int own = line(node.getStartMark());
    if (++values > MAX_VALUES) {
      throw problem(
          own,
          "The %s has more than " + MAX_VALUES + " values with its aliases. Use fewer aliases.");
    }
    if (++depth > dialect.maxDepth) {
      throw tooDeep(own);
    }
    YamlValue plain = plain(node, before + own);
    depth--;
    String tag = node.getTag().getValue();
    return tag.startsWith("!") && tag.length() > 1 ? longForm(tag.substring(1), plain) : plain;
  }

  private YamlValue plain(Node node, int line) {
    if (node instanceof MappingNode map) {
      Map<String, YamlValue> members = new LinkedHashMap<>();
      for (NodeTuple tuple : map.getValue()) {
        int own = line(tuple.getKeyNode().getStartMark());
        int keyLine = before + own;
        String name = name(tuple.getKeyNode(), own);
        YamlValue member = value(tuple.getValueNode());
        if (members.put(name, member.isText() ? member : member.onLine(keyLine)) != null) {
          repeated(name, own);
        }
      }
      return YamlValue.map(line, members);
    }
    if (node instanceof SequenceNode list) {
      List<YamlValue> items = new ArrayList<>();
      list.getValue().forEach(item -> items.add(value(item)));
      return YamlValue.list(line, items);
    }
    return scalar((ScalarNode) node, line);
  }

  private void repeated(String name, int line) {
    if (dialect != Dialect.TEMPLATE) {
      throw problem(line, "\"" + name + "\" is defined twice. Remove one.");
    }
    problems.warning(
        before + line,
        "\"%s\" is defined twice; the last one is used, as on AWS. Remove one.".formatted(name));
  }

  /** CloudFormation reads YAML 1.1, where {@code ~} is null and {@code yes} is true. */
  private YamlValue scalar(ScalarNode node, int line) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return YamlValue.nothing(line);
    }
    if (dialect == Dialect.TEMPLATE
        && node.isPlain()
        && !node.getTag().getValue().startsWith("!")) {
      if (NULL.matcher(text).matches()) {
        return YamlValue.nothing(line);
      }
      if (BOOLEAN.matcher(text).matches()) {
        boolean isTrue = Set.of("yes", "on", "true").contains(text.toLowerCase(Locale.ROOT));
        return YamlValue.bare(line, String.valueOf(isTrue));
      }
      if (NUMBER.matcher(text).matches()) {
        return YamlValue.bare(line, text);
      }
    }
    return YamlValue.text(line, text);
  }

  /**
   * Returns the text of a key.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">YAML
   *     in CloudFormation: no hash merges</a>
   */
  private String name(Node key, int line) {
    if (!(key instanceof ScalarNode scalar)) {
      throw problem(line, "A key is not a string. Write a name before the colon.");
    }
    if (scalar.getValue().equals("<<")) {
      throw problem(line, "CloudFormation does not merge maps with \"<<\". Write the entries out.");
    }
    return scalar.getValue();
  }

  private static YamlValue longForm(String tag, YamlValue argument) {
    if (tag.equals("Ref") || tag.equals("Condition")) {
      return YamlValue.map(argument.line(), Map.of(tag, argument));
    }
    YamlValue whole = argument;
    if (tag.equals("GetAtt") && argument.isText()) {
      String[] parts = argument.string().split("\\.", 2);
      List<YamlValue> items = new ArrayList<>();
      for (String part : parts) {
        items.add(YamlValue.text(argument.line(), part));
      }
      whole = YamlValue.list(argument.line(), items);
    }
    return YamlValue.map(argument.line(), Map.of("Fn::" + tag, whole));
  }
}
