package dev.wsemulator.it.runtime;

/** Functions in Node do what all functions do. */
class NodeConformanceIT extends RuntimeConformance {
  NodeConformanceIT() {
    super(new NodeLanguage());
  }
}
