package dev.wsemulator.it.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the cycles of a graph: the largest groups whose members all reach each other (Tarjan). */
final class ClassCycles {
  private final Map<String, ? extends Collection<String>> graph;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> found = new ArrayList<>();

  private ClassCycles(Map<String, ? extends Collection<String>> graph) {
    this.graph = graph;
  }

  /** Returns the cycles of more than one node. */
  static List<Set<String>> of(Map<String, ? extends Collection<String>> graph) {
    ClassCycles cycles = new ClassCycles(graph);
    graph.keySet().stream()
        .filter(node -> !cycles.indexes.containsKey(node))
        .forEach(cycles::visit);
    return cycles.found;
  }

  private void visit(String node) {
    int index = indexes.size();
    indexes.put(node, index);
    lowest.put(node, index);
    open.push(node);
    for (String next : graph.get(node)) {
      if (!indexes.containsKey(next)) {
        visit(next);
        lowest.merge(node, lowest.get(next), Math::min);
      } else if (open.contains(next)) {
        lowest.merge(node, indexes.get(next), Math::min);
      }
    }
    if (lowest.get(node) == index) {
      Set<String> cycle = new TreeSet<>();
      do {
        cycle.add(open.peek());
      } while (!open.pop().equals(node));
      if (cycle.size() > 1) {
        found.add(cycle);
      }
    }
  }
}
