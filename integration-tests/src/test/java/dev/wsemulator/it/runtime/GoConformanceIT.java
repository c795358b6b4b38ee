package dev.wsemulator.it.runtime;

/** Functions in Go do what all functions do. */
class GoConformanceIT extends RuntimeConformance {
  GoConformanceIT() {
    super(new GoLanguage());
  }
}
