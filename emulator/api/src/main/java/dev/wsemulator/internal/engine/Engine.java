package dev.wsemulator.internal.engine;

import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateReport;
import java.nio.file.Path;

/** The engine's interface for the published classes. Thread-safe. */
public interface Engine {

  /** Loads, on another thread, what a start is going to need. */
  void preload();

  /**
   * Starts an emulator.
   *
   * @throws IllegalStateException if the port is taken, or there are no virtual threads
   * @throws RuntimeException if the back end cannot be started; the message says what to do
   */
  RunningEngine start(EmulatorPlan plan);

  /**
   * Reads templates.
   *
   * @throws dev.wsemulator.stack.TemplateException if they cannot be used; with every problem
   */
  Stack load(TemplateSource source);

  /** Reads templates, and throws nothing because of what is in them. */
  TemplateReport check(TemplateSource source);

  /**
   * Reads a recording.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no recording; the message names the line
   */
  RecordedSteps recording(Path file);
}
