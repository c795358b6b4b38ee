package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.ServiceException;

/**
 * Receives what AWS rejects of a resource. A property is named by its path in the resource, such as
 * {@code accessLogSettings.format}; the empty path is the whole resource. A hint for authors of
 * templates, after the property's name: what is wrong and what to do.
 */
@FunctionalInterface
public interface Violations {
  /** Ends a call with the first violation, in AWS's words. */
  Violations THROWN =
      (property, refusal, hint) -> {
        throw refusal;
      };

  /**
   * Takes a violation.
   *
   * @param refusal what AWS answers
   * @param hint may be empty, for AWS's message
   */
  void refuse(String property, ServiceException refusal, String hint);

  default void refuse(String property, ServiceException refusal) {
    refuse(property, refusal, "");
  }

  /** Takes a property without effect, of which authors of templates are warned. */
  default void ineffective(String property, ServiceException refusal) {
    refuse(property, refusal);
  }

  /** Takes a violation that the emulator tolerates in a template, with a warning. */
  default void doubt(String property, ServiceException refusal, String hint) {
    refuse(property, refusal, hint);
  }

  /** Takes what AWS accepts although it cannot work; only authors of templates are warned. */
  default void warn(String property, String hint) {}
}
