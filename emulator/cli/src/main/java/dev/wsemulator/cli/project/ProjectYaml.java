package dev.wsemulator.cli.project;

import dev.wsemulator.cli.console.CommandJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML into texts, lists and maps with their lines. Constructs nothing else. */
final class ProjectYaml {
  /** Deeper than any project file is. */
  private static final int MAX_DEPTH = 20;

  /**
   * A value.
   *
   * @param line the line it begins on; that of its key if it has one
   * @param text the text, or {@code null} if the value is not a text
   * @param items the items, or {@code null} if the value is not a list
   * @param members the members, or {@code null} if the value is not a map; all three are {@code
   *     null} for an empty value
   */
  record Entry(
      int line,
      @Nullable String text,
      @Nullable List<Entry> items,
      @Nullable Map<String, Entry> members) {}

  /** The file is not YAML, or cannot be read. The message has its place. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(Path file, int line, String message) {
      super(line == 0 ? file + ": " + message : file + ":" + line + ": " + message);
    }
  }

  private final Path file;
  private int depth;

  private ProjectYaml(Path file) {
    this.file = file;
  }

  /** Returns what the file has at its root. */
  static Entry read(Path file) throws Unreadable {
    try {
      String text = Files.readString(file);
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      checkDepth(file, new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isEmpty()
          ? new Entry(1, null, null, Map.of())
          : new ProjectYaml(file).entry(root.get(), line(root.get().getStartMark()));
    } catch (IOException e) {
      throw new Unreadable(file, 0, "The project file cannot be read (" + e + "). Check the path.");
    } catch (MarkedYamlEngineException e) {
      throw new Unreadable(
          file, line(e.getProblemMark()), "This is not YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new Unreadable(file, 1, "This is not YAML: " + e.getMessage());
    }
  }

  /** Refuses what would exhaust the stack of the composer. */
  private static void checkDepth(Path file, Iterable<Event> events) throws Unreadable {
    int depth = 0;
    for (Event event : events) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MAX_DEPTH) {
        throw tooDeep(file, line(event.getStartMark()));
      }
    }
  }

  private static Unreadable tooDeep(Path file, int line) {
    return new Unreadable(
        file, line, "The project file is nested too deep. Use a flat list of options.");
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(known -> known.getLine() + 1).orElse(1);
  }

  private Entry entry(Node node, int line) throws Unreadable {
    if (++depth > MAX_DEPTH) {
      throw tooDeep(file, line);
    }
    Entry entry = plain(node, line);
    depth--;
    return entry;
  }

  private Entry plain(Node node, int line) throws Unreadable {
    if (node instanceof MappingNode map) {
      return new Entry(line, null, null, members(map));
    }
    if (node instanceof SequenceNode list) {
      List<Entry> items = new ArrayList<>();
      for (Node item : list.getValue()) {
        items.add(entry(item, line(item.getStartMark())));
      }
      return new Entry(line, null, items, null);
    }
    boolean isNothing = node.getTag().equals(Tag.NULL);
    return new Entry(line, isNothing ? null : ((ScalarNode) node).getValue(), null, null);
  }

  private Map<String, Entry> members(MappingNode map) throws Unreadable {
    Map<String, Entry> members = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      int line = line(tuple.getKeyNode().getStartMark());
      ScalarNode key = (ScalarNode) tuple.getKeyNode(); // the composer refuses others
      if (members.put(key.getValue(), entry(tuple.getValueNode(), line)) != null) {
        throw new Unreadable(
            file, line, "\"" + key.getValue() + "\" is defined twice. Remove one.");
      }
    }
    return members;
  }

  /** Returns a map of texts as JSON. */
  static String json(Map<String, Entry> members) {
    return CommandJson.write(
        members.entrySet().stream()
            .filter(member -> member.getValue().text() != null)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, member -> String.valueOf(member.getValue().text()))));
  }
}
