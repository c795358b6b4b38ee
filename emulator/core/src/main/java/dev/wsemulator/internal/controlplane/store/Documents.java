package dev.wsemulator.internal.controlplane.store;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resources by path, such as {@code /apis/abc/routes/xyz}. Not thread-safe. */
public final class Documents {
  private final NavigableMap<String, Document> byPath = new TreeMap<>();

  public Documents() {}

  public Documents(Documents other) {
    byPath.putAll(other.byPath);
  }

  public Optional<Document> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Returns the resources of a collection, such as {@code /apis/abc/routes}, by their ids. */
  public SortedMap<String, Document> children(String collection) {
    SortedMap<String, Document> children = new TreeMap<>();
    below(collection)
        .forEach(
            (path, document) -> {
              String id = path.substring(collection.length() + 1);
              if (id.indexOf('/') < 0) {
                children.put(id, document);
              }
            });
    return children;
  }

  /** Returns all resources below a path, by their whole paths. */
  public SortedMap<String, Document> below(String path) {
    return byPath.subMap(path + "/", path + "0"); // the character after the slash
  }

  public void put(String path, Document document) {
    byPath.put(path, document);
  }

  /** Removes a resource and all below it. */
  public void remove(String path) {
    byPath.remove(path);
    below(path).clear();
  }

  boolean isEmpty() {
    return byPath.isEmpty();
  }

  /** Returns all resources by path. */
  SortedMap<String, Document> all() {
    return byPath;
  }

  void apply(Change change) {
    if (change.document() == null) {
      remove(change.path());
    } else {
      put(change.path(), change.document());
    }
  }
}
