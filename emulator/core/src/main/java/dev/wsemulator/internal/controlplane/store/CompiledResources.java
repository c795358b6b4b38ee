package dev.wsemulator.internal.controlplane.store;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The resources that APIs and domain names of templates were compiled from, for as long as anybody
 * has these. It is the object itself that counts: an equal one may come from other resources, and a
 * changed copy comes from none. Thread-safe.
 */
public final class CompiledResources {
  /** When a resource was changed last. */
  public static final String UPDATED = "lastUpdatedDate";

  /** The dates of resources: who shows a resource says when it was made and changed. */
  public static final List<String> DATES = List.of("createdDate", UPDATED);

  private final Map<Identity, Map<String, Document>> resources = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** Keeps the resources, by path, that an object was compiled from, without their dates. */
  public void put(Object made, Map<String, Document> byPath) {
    for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) {
      resources.remove(old);
    }
    Map<String, Document> undated = new HashMap<>(byPath);
    undated.replaceAll((path, document) -> undated(document));
    resources.put(new Identity(made, gone), Map.copyOf(undated));
  }

  private static Document undated(Document dated) {
    Document undated = dated;
    for (String date : DATES) {
      undated = undated.has(date) ? undated.with(date, "") : undated;
    }
    return undated;
  }

  /** Returns the resources that an object was compiled from, by path; none if Java made it. */
  public Map<String, Document> of(Object made) {
    return resources.getOrDefault(new Identity(made, null), Map.of());
  }

  /** Returns objects with the resources that they were compiled from. */
  public <T> List<Compiled<T>> with(List<T> all) {
    return all.stream().map(made -> new Compiled<>(made, of(made))).toList();
  }

  /**
   * An object and the resources that it was compiled from, by path.
   *
   * @param made the object
   * @param resources none if Java made it
   */
  public record Compiled<T>(T made, Map<String, Document> resources) {}

  /** Stands for one object, and does not keep it. */
  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object object, @Nullable ReferenceQueue<Object> queue) {
      super(object, queue);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object own = get();
      return this == other
          || own != null && other instanceof Identity identity && identity.get() == own;
    }
  }
}
