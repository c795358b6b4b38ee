package dev.wsemulator.it.runtime;

/** Functions in Java do what all functions do. */
class JavaConformanceIT extends RuntimeConformance {
  JavaConformanceIT() {
    super(new JavaLanguage());
  }
}
