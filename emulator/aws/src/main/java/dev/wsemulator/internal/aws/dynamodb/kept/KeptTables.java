package dev.wsemulator.internal.aws.dynamodb.kept;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps tables with their items, their streams, and how far functions have read. Thread-safe. */
public final class KeptTables implements AutoCloseable {
  /** The log's name in the folder. */
  public static final String FILE = "tables.log";

  static final String POSITIONS = "/positions/";
  private static final String TABLES = "/tables/";
  private static final String STREAMS = "/streams/";
  private static final String ITEMS = "/items";

  private final StateLog log;

  /** Opens those of a folder. */
  public KeptTables(Path folder) {
    this.log = StateLog.open(folder.resolve(FILE));
  }

  /** Returns the tables by name. */
  public Map<String, Json> definitions() {
    Map<String, Json> all = new LinkedHashMap<>();
    log.read(
        (path, value) -> {
          if (path.startsWith(TABLES) && path.indexOf('/', TABLES.length()) < 0) {
            all.put(path.substring(TABLES.length()), value);
          }
        });
    return all;
  }

  /** Hands over all items, with the names of their tables. */
  public void items(BiConsumer<String, Map<String, AttributeValue>> each) {
    log.read(
        (path, value) -> {
          String[] parts = path.split("/", 5);
          if (path.startsWith(TABLES) && parts.length == 5) {
            each.accept(parts[2], ItemJson.item(value));
          }
        });
  }

  /** Returns the items of a table by their paths. */
  public Map<String, Json> items(String tableName) {
    Map<String, Json> all = new HashMap<>();
    log.read(
        (path, value) -> {
          if (path.startsWith(TABLES + tableName + ITEMS + "/")) {
            all.put(path, value);
          }
        });
    return all;
  }

  /** Returns the records of streams, in their order, by the streams' paths. */
  public Map<String, List<Json>> records() {
    Map<String, List<Json>> all = new HashMap<>();
    log.read(
        (path, value) -> {
          int end = path.lastIndexOf('/');
          if (path.startsWith(STREAMS)) {
            all.computeIfAbsent(path.substring(0, end), stream -> new ArrayList<>()).add(value);
          }
        });
    return all;
  }

  /** Returns how far functions have come, by the ids of their mappings. */
  public Map<String, Place> positions() {
    Map<String, Place> all = new HashMap<>();
    log.read(
        (path, value) -> {
          if (path.startsWith(POSITIONS)) {
            String id = path.substring(POSITIONS.length());
            KeptStream.Position position =
                new KeptStream.Position(
                    text(value, "at"), value.child("done").filter(Json::isTrue).isPresent());
            all.put(
                URLDecoder.decode(id, StandardCharsets.UTF_8),
                new Place(text(value, "stream"), position));
          }
        });
    return all;
  }

  private static String text(Json value, String name) {
    return value.child(name).flatMap(Json::string).orElse("0");
  }

  /**
   * Where a mapping reads.
   *
   * @param streamPath the path of the stream
   * @param position how far it has come
   */
  public record Place(String streamPath, KeptStream.Position position) {}

  /** Returns the path of a stream. */
  public static String streamPath(String tableName, String label) {
    return STREAMS + tableName + "/" + label;
  }

  /** Returns where the records of a stream are kept. */
  public KeptStream stream(String tableName, String label) {
    return new KeptStream(log, streamPath(tableName, label));
  }

  /** Keeps what a table is. */
  public void define(String tableName, String json) {
    log.append(List.of(new StateChange(TABLES + tableName, json)));
  }

  /** Forgets a table with its items and streams. */
  public void drop(String tableName) {
    log.append(
        List.of(
            new StateChange(TABLES + tableName, null), new StateChange(STREAMS + tableName, null)));
  }

  /** Returns the change of an item; it is gone if there are no attributes. */
  public static StateChange change(ItemKey key, Map<String, AttributeValue> item) {
    String path = TABLES + key.tableName() + ITEMS + "/" + key.json();
    return new StateChange(path, item.isEmpty() ? null : ItemJson.text(item));
  }

  /** Keeps changes of items. */
  public void append(List<StateChange> changes) {
    if (!changes.isEmpty()) {
      log.append(changes);
    }
  }

  /** Returns when everything is on the disk. */
  public void force() {
    log.force();
  }

  @Override
  public void close() {
    log.close();
  }
}
