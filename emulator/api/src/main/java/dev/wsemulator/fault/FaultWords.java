package dev.wsemulator.fault;

import dev.wsemulator.journal.JournalEntry.Direction;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What users write of a fault, as names with values: {@code fault}, {@code at}, {@code route}. */
final class FaultWords {
  private static final Set<String> MATCHERS =
      Set.of("api", "stage", "connection", "route", "function", "service", "direction");
  private static final Set<String> OF_SCENARIO = with("scenario");
  private static final Set<String> OF_RULE =
      with(
          "fault",
          "at",
          "code",
          "reason",
          "status",
          "bytes",
          "by",
          "nth",
          "times",
          "probability",
          "seed");

  private static final Map<Class<?>, String> WHAT =
      Map.of(Scenario.class, "scenario", FaultPoint.class, "point", Direction.class, "direction");

  private final Map<String, String> words;

  FaultWords(Map<String, String> words) {
    this.words = words;
  }

  private static Set<String> with(String... more) {
    Set<String> all = new TreeSet<>(MATCHERS);
    all.addAll(Arrays.asList(more));
    return all;
  }

  FaultRule rule() {
    only(OF_RULE);
    FaultRule rule =
        fault()
            .at(one(FaultPoint.class, need("at")))
            .matching(matcher())
            .fromNth((int) number("nth", 1))
            .times((int) number("times", Integer.MAX_VALUE));
    return words.containsKey("probability")
        ? rule.withProbability(fraction("probability"), number("seed", 0))
        : rule;
  }

  Scenario scenario() {
    only(OF_SCENARIO);
    return one(Scenario.class, need("scenario"));
  }

  Fault fault() {
    return switch (one(Fault.Kind.class, need("fault"))) {
      case RESET -> Fault.reset();
      case FIN -> Fault.fin();
      case CLOSE -> Fault.close((int) number("code", 1001), words.getOrDefault("reason", ""));
      case SILENCE -> Fault.silence();
      case LOSE -> Fault.lose();
      case DUPLICATE -> Fault.duplicate();
      case DELAY -> Fault.delay(duration("by"));
      case ANSWER -> Fault.answer((int) number("status", 500));
      case REORDER -> Fault.reorder();
      case SPLIT -> Fault.split((int) number("bytes", 1));
      case SLOW -> Fault.slow((int) number("bytes", 0));
      case THROTTLE -> Fault.throttle();
      case ERROR -> Fault.error();
      case CRASH -> Fault.crash();
      case OUT_OF_MEMORY -> Fault.outOfMemory();
      case COLD_START -> Fault.coldStart();
      case CLOCK_JUMP -> Fault.clockJump(duration("by"));
    };
  }

  Matcher matcher() {
    return new Matcher(
        words.get("api"),
        words.get("stage"),
        words.get("connection"),
        words.get("route"),
        words.get("function"),
        words.get("service"),
        words.containsKey("direction") ? one(Direction.class, need("direction")) : null);
  }

  /** Returns a constant by its name, in any letter case, with {@code -} for {@code _}. */
  static <E extends Enum<E>> E one(Class<E> type, String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no %s %s. Possible: %s."
                        .formatted(
                            WHAT.getOrDefault(type, "fault"),
                            name,
                            Arrays.toString(type.getEnumConstants()))));
  }

  private void only(Set<String> known) {
    for (String name : words.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown field \"%s\". Allowed: %s.".formatted(name, known));
      }
    }
  }

  private String need(String name) {
    String value = words.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"%s\" is missing.".formatted(name));
    }
    return value;
  }

  private long number(String name, long otherwise) {
    String value = words.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a whole number: %s.".formatted(name, value), e);
    }
  }

  private double fraction(String name) {
    String value = need(name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"%s\" is not a number: %s.".formatted(name, value), e);
    }
  }

  private Duration duration(String name) {
    return duration(name, need(name));
  }

  /** Reads a length of time, in ISO 8601 or short for it: {@code 90s}, {@code 10m}, {@code 2h}. */
  private static Duration duration(String name, String value) {
    try {
      boolean minus = value.startsWith("-");
      String plain = minus ? value.substring(1) : value;
      String iso = plain.startsWith("P") || plain.startsWith("p") ? plain : "PT" + plain;
      Duration duration = Duration.parse(iso);
      return minus ? duration.negated() : duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a length of time: %s. Write 90s, 10m, 2h or ISO 8601 such as PT1M30S."
              .formatted(name, value),
          e);
    }
  }
}
