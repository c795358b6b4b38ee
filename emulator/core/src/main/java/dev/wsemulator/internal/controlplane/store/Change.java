package dev.wsemulator.internal.controlplane.store;

import org.jspecify.annotations.Nullable;

/**
 * A resource that is new, or different, or gone with all below it. Immutable.
 *
 * @param path its path
 * @param document what it is now; {@code null} if it is gone
 */
public record Change(String path, @Nullable Document document) {}
