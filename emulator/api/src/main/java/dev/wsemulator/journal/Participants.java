package dev.wsemulator.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who takes part in a sequence diagram, in order of appearance. Not thread-safe. */
final class Participants {
  static final String GATEWAY = "gateway";

  /** The longest name of a source of events. */
  private static final int MOST_CHARACTERS = 24;

  /** The short names by what they stand for. */
  private final Map<String, String> names = new LinkedHashMap<>();

  /** The whole names by the short ones. */
  private final Map<String, String> titles = new LinkedHashMap<>();

  private final Map<String, String> clients;

  private int numbered;

  /**
   * Creates an empty set.
   *
   * @param clients the names of clients, by the ids of their connections
   */
  Participants(Map<String, String> clients) {
    this.clients = clients;
  }

  String client(String connectionId) {
    return names.computeIfAbsent(
        "connection " + connectionId,
        id -> {
          String given = clients.get(connectionId);
          String name =
              given == null ? "client" + ++numbered : unique(shortened(given, MOST_CHARACTERS));
          titles.put(name, name + " " + connectionId);
          return name;
        });
  }

  String function(String name) {
    return names.computeIfAbsent("function " + name, id -> name);
  }

  /** Returns who calls a connection and is not known. */
  String caller() {
    return names.computeIfAbsent("caller", id -> id);
  }

  /** Returns who calls an HTTP API. */
  String httpClient() {
    return names.computeIfAbsent("http client", id -> "httpClient");
  }

  /** Returns what an ARN names. */
  String resource(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || parts[2].equals("lambda")) {
      return function(SourceEntry.nameOf(arn));
    }
    return names.computeIfAbsent(
        "resource " + arn,
        id -> {
          String title = kind(parts[2], parts[5]) + " " + SourceEntry.nameOf(arn);
          String name = unique(shortened(title, MOST_CHARACTERS));
          titles.put(name, title);
          return name;
        });
  }

  private static String kind(String service, String resource) {
    return switch (service) {
      case "sqs" -> "queue";
      case "sns" -> "topic";
      case "s3" -> "bucket";
      case "dynamodb" -> "table";
      case "scheduler" -> "schedule";
      case "events" -> resource.startsWith("rule/") ? "rule" : "bus";
      default -> service;
    };
  }

  private String unique(String name) {
    String unique = name;
    for (int number = 2; names.containsValue(unique); number++) {
      unique = name + number;
    }
    return unique;
  }

  static String shortened(String text, int most) {
    String oneLine = text.replaceAll("\\s+", " ");
    return oneLine.length() <= most ? oneLine : oneLine.substring(0, most - 1) + "…";
  }

  /** Returns the whole names by the short ones, without the gateway. */
  Map<String, String> titles() {
    Map<String, String> all = new LinkedHashMap<>();
    names.values().forEach(name -> all.put(name, titles.getOrDefault(name, name)));
    return all;
  }

  /** Returns the length of the longest short name. */
  int width() {
    return Math.max(
        GATEWAY.length(), names.values().stream().mapToInt(String::length).max().orElse(0));
  }
}
