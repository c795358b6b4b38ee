package dev.wsemulator.internal.template;

import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a template, YAML or JSON, into values with their lines; short intrinsic tags become their
 * long forms. Constructs no object that the file names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class YamlFile {
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 200;

  private final Path file;
  private int values;
  private int depth;

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * Returns the root of the file.
   *
   * @throws TemplateException if the file cannot be read or is not YAML
   */
  static Value read(Path file) {
    try {
      String text = Files.readString(file);
      Node root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build())
              .composeString(text)
              .orElseThrow(() -> problem(file, 1, "The template is empty."));
      return new YamlFile(file).value(root);
    } catch (IOException e) {
      throw new TemplateException(
          List.of("%s: The template cannot be read (%s). Check the path.".formatted(file, e)));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw problem(file, line, "This is not YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw problem(file, 1, "This is not YAML: " + e.getMessage());
    }
  }

  private static TemplateException problem(Path file, int line, String text) {
    return new TemplateException(List.of("%s:%d: %s".formatted(file.getFileName(), line, text)));
  }

  private Value value(Node node) {
    int line = line(node);
    if (++values > MAX_VALUES) {
      throw problem(
          file,
          line,
          "The template has more than %d values with its aliases.".formatted(MAX_VALUES));
    }
    if (++depth > MAX_DEPTH) {
      throw problem(
          file,
          line,
          "The template is nested more than %d levels deep; does an alias contain itself?"
              .formatted(MAX_DEPTH));
    }
    Value plain = plain(node, line);
    depth--;
    String tag = node.getTag().getValue();
    return tag.startsWith("!") && tag.length() > 1 ? longForm(tag.substring(1), plain) : plain;
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private Value plain(Node node, int line) {
    if (node instanceof MappingNode map) {
      Map<String, Value> members = new LinkedHashMap<>();
      for (NodeTuple tuple : map.getValue()) {
        String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        if (members.put(name, value(tuple.getValueNode())) != null) {
          throw problem(
              file, line(tuple.getKeyNode()), "\"" + name + "\" stands here twice. Remove one.");
        }
      }
      return Value.map(line, members);
    }
    if (node instanceof SequenceNode list) {
      List<Value> items = new ArrayList<>();
      list.getValue().forEach(item -> items.add(value(item)));
      return Value.list(line, items);
    }
    boolean isNull = node.getTag().equals(Tag.NULL);
    return isNull ? Value.nothing(line) : Value.text(line, ((ScalarNode) node).getValue());
  }

  private static Value longForm(String tag, Value argument) {
    if (tag.equals("Ref") || tag.equals("Condition")) {
      return Value.map(argument.line(), Map.of(tag, argument));
    }
    Value whole = argument;
    if (tag.equals("GetAtt") && argument.isText()) {
      String[] parts = argument.text().split("\\.", 2);
      List<Value> items = new ArrayList<>();
      for (String part : parts) {
        items.add(Value.text(argument.line(), part));
      }
      whole = Value.list(argument.line(), items);
    }
    return Value.map(argument.line(), Map.of("Fn::" + tag, whole));
  }
}
