package dev.wsemulator.internal.definition;

/**
 * The path of a resource. Immutable.
 *
 * @param type what it is
 * @param collection the path of its siblings, such as {@code /apis/abc/routes}
 * @param id its id; empty for all its siblings together
 */
public record ResourceLocation(ResourceType type, String collection, String id) {

  public String path() {
    return collection + "/" + id;
  }

  /** Returns the path of the resource that this is a part of. */
  public String parent() {
    return collection.substring(0, collection.lastIndexOf('/'));
  }

  /** Returns the path of the API, or of the domain name, that this belongs to. */
  String root() {
    String[] segments = path().split("/", 4);
    return "/" + segments[1] + "/" + segments[2];
  }

  /** Returns the path of a resource of the same API. */
  String inRoot(String rest) {
    return root() + "/" + rest;
  }

  public ResourceLocation withId(String other) {
    return new ResourceLocation(type, collection, other);
  }
}
