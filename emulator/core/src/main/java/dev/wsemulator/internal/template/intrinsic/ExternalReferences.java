package dev.wsemulator.internal.template.intrinsic;

import java.util.Optional;

/** The references from a template to parameters, stacks and files outside it. Not thread-safe. */
public interface ExternalReferences {
  /** Nothing beyond the template. */
  ExternalReferences NOTHING =
      new ExternalReferences() {
        @Override
        public Optional<String> export(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> stored(String reference) {
          return Optional.empty();
        }

        @Override
        public Optional<String> output(String nestedStack, String name) {
          return Optional.empty();
        }
      };

  /** Returns what a stack exports by this name. */
  Optional<String> export(String name);

  /**
   * Returns a value that AWS keeps.
   *
   * @param reference as in a dynamic reference, for example {@code ssm:/chat/table}
   */
  Optional<String> stored(String reference);

  /**
   * Returns an output of a stack that this template nests.
   *
   * @param nestedStack its logical id
   */
  Optional<String> output(String nestedStack, String name);
}
