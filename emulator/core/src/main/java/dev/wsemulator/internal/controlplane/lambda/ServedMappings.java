package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.stack.EventSourceMapping;
import java.util.List;

/** The event source mappings that are in use. Thread-safe. */
public interface ServedMappings {
  /** Returns those of templates, which calls cannot change. */
  List<EventSourceMapping> ofTemplates();

  /** Uses those of calls, in place of those of calls before. */
  void serve(List<EventSourceMapping> ofCalls);
}
