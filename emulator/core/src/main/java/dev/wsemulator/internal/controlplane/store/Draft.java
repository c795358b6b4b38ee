package dev.wsemulator.internal.controlplane.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The resources as they will be when a call has succeeded. Not thread-safe. */
public final class Draft {
  private final Documents documents;
  private final List<Change> changes = new ArrayList<>();

  public Draft(Documents current) {
    this.documents = new Documents(current);
  }

  public Optional<Document> find(String path) {
    return documents.find(path);
  }

  public SortedMap<String, Document> children(String collection) {
    return documents.children(collection);
  }

  public void put(String path, Document document) {
    apply(new Change(path, document));
  }

  public void remove(String path) {
    apply(new Change(path, null));
  }

  private void apply(Change change) {
    documents.apply(change);
    changes.add(change);
  }

  public Documents documents() {
    return documents;
  }

  public List<Change> changes() {
    return changes;
  }
}
