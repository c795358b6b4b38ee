package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The members of a resource, as JSON has them; those whose names begin with an underscore are for
 * the emulator only. Immutable, including nested maps and lists.
 *
 * @param members the members, without {@code null}
 */
public record Document(Map<String, Object> members) {
  public static final Document EMPTY = new Document(Map.of());

  /** Copies the members. */
  public Document {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Returns the document of a JSON object's text, or empty if the text is not a JSON object. */
  public static Optional<Document> parse(byte[] utf8) {
    return Json.parse(utf8).filter(Json::isObject).map(Document::of);
  }

  private static Document of(Json object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, member) -> {
              if (!member.isNull()) {
                members.put(name, member.value());
              }
            });
    return new Document(members);
  }

  /** Returns a document of what is a JSON object within another one. */
  public static Document of(Object map) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((name, value) -> members.put(String.valueOf(name), value));
    return new Document(members);
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  public Optional<Number> number(String name) {
    return members.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  /** Returns an object's members; empty if there is no object. */
  public Document object(String name) {
    return members.get(name) instanceof Map<?, ?> map ? of(map) : EMPTY;
  }

  /** Returns an object whose members are texts; empty if there is no object. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name).members().forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  /** Returns a list of texts; empty if there is no list. */
  public List<String> list(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  public Document with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return new Document(changed);
  }

  /** Returns this with a member that it has not, or as it is. */
  public Document withDefault(String name, Object value) {
    return has(name) ? this : with(name, value);
  }

  public Document without(String name) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.remove(name);
    return new Document(changed);
  }

  /** Returns what callers see, in the order of AWS's answers: by name (REC-123). */
  public Document visible() {
    Map<String, Object> visible = new TreeMap<>(members);
    visible.keySet().removeIf(name -> name.startsWith("_"));
    return new Document(visible);
  }

  public byte[] json() {
    return JsonText.of(members).getBytes(StandardCharsets.UTF_8);
  }
}
