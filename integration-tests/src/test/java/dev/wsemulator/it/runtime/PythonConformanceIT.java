package dev.wsemulator.it.runtime;

/** Functions in Python do what all functions do. */
class PythonConformanceIT extends RuntimeConformance {
  PythonConformanceIT() {
    super(new PythonLanguage());
  }
}
