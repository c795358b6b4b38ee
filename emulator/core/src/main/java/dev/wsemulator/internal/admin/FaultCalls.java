package dev.wsemulator.internal.admin;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.RuleStatus;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultJson;
import dev.wsemulator.internal.json.JsonText;
import java.util.List;
import java.util.function.BiFunction;

/** Calls about faults. */
final class FaultCalls {
  private final ActiveFaults faults;
  private final BiFunction<Scenario, Matcher, OngoingScenario> scenarios;

  FaultCalls(ActiveFaults faults, BiFunction<Scenario, Matcher, OngoingScenario> scenarios) {
    this.faults = faults;
    this.scenarios = scenarios;
  }

  /** Returns the rules, with what they have done. */
  String list() {
    JsonText list = new JsonText().open().name("faults").raw("[");
    String separator = "";
    for (RuleStatus each : faults.rules()) {
      list.raw(separator).open().string("id", each.id());
      FaultJson.write(list, each.rule());
      list.number("met", each.met())
          .number("struck", each.struck())
          .string("state", each.state().name())
          .close();
      separator = ",";
    }
    return list.raw("]").close().toString();
  }

  /** Adds a rule, or begins a scenario; returns what there is to say of it. */
  String add(AdminParameters call) {
    try {
      if (call.get("scenario") != null) {
        return begun(Scenario.of(call.values()), Matcher.of(call.values()));
      }
      FaultRule rule = FaultRule.of(call.values());
      checkThatItEnds(rule);
      String id = faults.add(rule);
      return new JsonText().open().string("id", id).close().toString();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, e.getMessage());
    }
  }

  /** Who asks must be able to ask again: connections of tools are struck as well. */
  private static void checkThatItEnds(FaultRule rule) {
    if (rule.point() == FaultPoint.ACCEPT && rule.times() == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A rule at ACCEPT strikes the admin API as well, and then no call could remove it. Add"
              + " \"times\": how many connections it strikes.");
    }
  }

  private String begun(Scenario scenario, Matcher occasions) {
    OngoingScenario begun;
    try {
      begun = scenarios.apply(scenario, occasions);
    } catch (UnsupportedOperationException e) {
      throw new BadRequestException(
          409,
          "The scenario %s lets time pass, and the emulator uses the system clock. %s"
              .formatted(scenario, Admin.NEEDS_VIRTUAL_TIME));
    }
    JsonText answer = new JsonText().open().string("scenario", scenario.name());
    answer.name("rules").raw(JsonText.of(List.copyOf(begun.rules().keySet())));
    answer.number("connections", begun.connections().size()).number("struck", begun.struck());
    begun.address().ifPresent(url -> answer.string("address", url.toString()));
    if (!begun.warning().isEmpty()) {
      answer.string("warning", begun.warning());
    }
    return answer.close().toString();
  }

  /** Ends all rules. */
  void clear() {
    faults.clear();
  }

  /** Ends a rule. */
  void remove(String id) {
    if (!faults.remove(id)) {
      throw new BadRequestException(
          404, "There is no fault %s. See GET /_emulator/faults.".formatted(id));
    }
  }
}
