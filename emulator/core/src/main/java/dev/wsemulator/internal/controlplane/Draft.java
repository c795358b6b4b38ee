package dev.wsemulator.internal.controlplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The resources as they will be when a call has succeeded. Not thread-safe. */
final class Draft {
  private final Documents documents;
  private final List<Change> changes = new ArrayList<>();

  Draft(Documents current) {
    this.documents = new Documents(current);
  }

  Optional<Document> find(String path) {
    return documents.find(path);
  }

  SortedMap<String, Document> children(String collection) {
    return documents.children(collection);
  }

  void put(String path, Document document) {
    apply(new Change(path, document));
  }

  void remove(String path) {
    apply(new Change(path, null));
  }

  private void apply(Change change) {
    documents.apply(change);
    changes.add(change);
  }

  Documents documents() {
    return documents;
  }

  List<Change> changes() {
    return changes;
  }
}
