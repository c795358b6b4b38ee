package dev.wsemulator.internal.controlplane.iam;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.QueryRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags of roles and policies, as IAM shows them. */
final class IamTags {
  /** The member with tags by key, for the emulator only. */
  static final String MEMBER = "_tags";

  private IamTags() {}

  static List<Map<String, Object>> of(Document resource) {
    return resource.texts(MEMBER).entrySet().stream()
        .map(tag -> Document.EMPTY.with("Key", tag.getKey()).with("Value", tag.getValue()))
        .map(Document::members)
        .toList();
  }

  /** Returns a resource with the tags that a call adds, or without those that it removes. */
  static Document changed(Document resource, QueryRequest request) {
    Map<String, String> tags = new TreeMap<>(resource.texts(MEMBER));
    tags.putAll(request.tags());
    tags.keySet().removeAll(request.list("TagKeys"));
    return resource.with(MEMBER, tags);
  }
}
