package dev.wsemulator.internal.state;

import org.jspecify.annotations.Nullable;

/**
 * Something that is new, or different, or gone with all below it. Immutable.
 *
 * @param path its path, such as {@code /queues/orders}
 * @param json what it is now; {@code null} if it is gone
 */
public record StateChange(String path, @Nullable String json) {}
