package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;

/** AWS's requirements for resources of one type, beyond the types of their properties. */
interface Rules {
  /**
   * Checks what a caller gives before anything is made of it.
   *
   * @param isNew whether it is for a new resource, and not for a change of one
   */
  default void admit(Check check, Document given, boolean isNew) {}

  /** Returns a new resource with what the service adds to it. */
  default Document begin(ResourceLocation location, Document given) {
    return given;
  }

  /** Checks a resource, new or changed, and returns it as it will be. */
  Document check(Check check, Document resource);

  /**
   * Checks that a resource is not needed by another one.
   *
   * @throws ServiceException if it is
   */
  default void release(Draft draft, ResourceLocation location) {}
}
