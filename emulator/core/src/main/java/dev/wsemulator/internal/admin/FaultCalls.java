package dev.wsemulator.internal.admin;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.json.JsonText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Calls about faults. */
final class FaultCalls {
  private static final Set<String> MATCHERS =
      Set.of("api", "stage", "connection", "route", "function", "service");
  private static final Set<String> OF_SCENARIO = with(MATCHERS, "scenario");
  private static final Set<String> OF_RULE =
      with(
          MATCHERS,
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

  private final ActiveFaults faults;
  private final BiConsumer<Scenario, Matcher> scenarios;

  FaultCalls(ActiveFaults faults, BiConsumer<Scenario, Matcher> scenarios) {
    this.faults = faults;
    this.scenarios = scenarios;
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new java.util.TreeSet<>(some);
    all.addAll(Arrays.asList(more));
    return Set.copyOf(all);
  }

  /** Returns the rules in force. */
  String list() {
    JsonText list = new JsonText().open().name("faults").raw("[");
    String separator = "";
    for (Map.Entry<String, FaultRule> entry : faults.rules().entrySet()) {
      list.raw(separator).open().string("id", entry.getKey());
      write(list, entry.getValue());
      list.close();
      separator = ",";
    }
    return list.raw("]").close().toString();
  }

  private static void write(JsonText out, FaultRule rule) {
    write(out, rule.fault());
    out.string("at", rule.point().name());
    Matcher matcher = rule.matcher();
    string(out, "api", matcher.api());
    string(out, "stage", matcher.stage());
    string(out, "connection", matcher.connection());
    string(out, "route", matcher.route());
    string(out, "function", matcher.function());
    string(out, "service", matcher.service());
    out.number("nth", rule.nth());
    if (rule.times() != Integer.MAX_VALUE) {
      out.number("times", rule.times());
    }
    if (rule.probability() < 1) {
      out.name("probability").raw(Double.toString(rule.probability())).number("seed", rule.seed());
    }
  }

  private static void write(JsonText out, Fault fault) {
    out.string("fault", fault.kind().name());
    switch (fault.kind()) {
      case CLOSE -> out.number("code", fault.number()).string("reason", fault.reason());
      case ANSWER -> out.number("status", fault.number());
      case SPLIT, SLOW -> out.number("bytes", fault.number());
      case DELAY, CLOCK_JUMP -> out.string("by", fault.delay().toString());
      default -> {
        // Its name says all.
      }
    }
  }

  private static void string(JsonText out, String name, @Nullable String value) {
    if (value != null) {
      out.string(name, value);
    }
  }

  /** Adds a rule, or begins a scenario; returns what there is to say of it. */
  String add(Parameters call) {
    try {
      if (call.get("scenario") != null) {
        Scenario scenario = one(Scenario.class, call.only(OF_SCENARIO).need("scenario"));
        scenarios.accept(scenario, matcher(call));
        return new JsonText().open().string("scenario", scenario.name()).close().toString();
      }
      String id = faults.add(rule(call.only(OF_RULE)));
      return new JsonText().open().string("id", id).close().toString();
    } catch (IllegalArgumentException e) {
      throw new WrongCall(400, e.getMessage());
    } catch (UnsupportedOperationException e) {
      throw new WrongCall(409, e.getMessage());
    }
  }

  private static FaultRule rule(Parameters call) {
    Fault fault = fault(call);
    FaultPoint point = one(FaultPoint.class, call.need("at"));
    FaultRule rule =
        fault
            .at(point)
            .matching(matcher(call))
            .fromNth((int) call.number("nth", 1))
            .times((int) call.number("times", Integer.MAX_VALUE));
    return call.get("probability") == null
        ? rule
        : rule.withProbability(call.fraction("probability", 1), call.number("seed", 0));
  }

  /** Returns the fault that a call wants. */
  static Fault fault(Parameters call) {
    return switch (one(Fault.Kind.class, call.need("fault"))) {
      case RESET -> Fault.reset();
      case FIN -> Fault.fin();
      case CLOSE -> Fault.close((int) call.number("code", 1001), call.get("reason", ""));
      case SILENCE -> Fault.silence();
      case LOSE -> Fault.lose();
      case DUPLICATE -> Fault.duplicate();
      case DELAY -> Fault.delay(call.duration("by"));
      case ANSWER -> Fault.answer((int) call.number("status", 500));
      case REORDER -> Fault.reorder();
      case SPLIT -> Fault.split((int) call.number("bytes", 1));
      case SLOW -> Fault.slow((int) call.number("bytes", 0));
      case THROTTLE -> Fault.throttle();
      case ERROR -> Fault.error();
      case CRASH -> Fault.crash();
      case OUT_OF_MEMORY -> Fault.outOfMemory();
      case COLD_START -> Fault.coldStart();
      case CLOCK_JUMP -> Fault.clockJump(call.duration("by"));
    };
  }

  private static Matcher matcher(Parameters call) {
    return new Matcher(
        call.get("api"),
        call.get("stage"),
        call.get("connection"),
        call.get("route"),
        call.get("function"),
        call.get("service"));
  }

  /** Returns a constant by its name, in any letter case, with {@code -} for {@code _}. */
  private static <E extends Enum<E>> E one(Class<E> type, String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongCall(
                    400,
                    "There is no %s %s. Possible: %s."
                        .formatted(
                            type == Scenario.class
                                ? "scenario"
                                : type == FaultPoint.class ? "point" : "fault",
                            name,
                            Arrays.toString(type.getEnumConstants()))));
  }

  /** Ends all rules. */
  void clear() {
    faults.clear();
  }

  /** Ends a rule. */
  void remove(String id) {
    if (!faults.remove(id)) {
      throw new WrongCall(404, "There is no fault %s. See GET /_emulator/faults.".formatted(id));
    }
  }
}
