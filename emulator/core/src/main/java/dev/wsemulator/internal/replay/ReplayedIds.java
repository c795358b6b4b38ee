package dev.wsemulator.internal.replay;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the replay that stand for those of the recording. For one thread. */
final class ReplayedIds {
  private final Map<String, String> connections = new LinkedHashMap<>();
  private final Map<String, String> rules = new HashMap<>();

  void connection(String recorded, String now) {
    connections.put(recorded, now);
  }

  /** Returns a connection's id; one that is not known as it is. */
  String connection(String recorded) {
    return connections.getOrDefault(recorded, recorded);
  }

  void rule(String recorded, String now) {
    rules.put(recorded, now);
  }

  String rule(String recorded) {
    return rules.getOrDefault(recorded, recorded);
  }

  /** Returns a text with the connections' ids of the replay. */
  String in(String text) {
    String settled = text;
    for (Map.Entry<String, String> each : connections.entrySet()) {
      settled = settled.replace(each.getKey(), each.getValue());
    }
    return settled;
  }
}
