package dev.wsemulator.internal.aws.dynamodb.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the keys of tables. Thread-safe. */
@FunctionalInterface
public interface TableKeys {
  /**
   * Returns the name of the partition key's attribute; empty if there is no such table or index.
   *
   * @param index a secondary index of the table, or {@code null} for the table itself
   */
  Optional<String> partition(String table, @Nullable String index);
}
