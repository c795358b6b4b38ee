package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.internal.json.JsonText;

/** Writes faults and rules as the admin API takes them. */
public final class FaultJson {
  private FaultJson() {}

  /** Returns a rule as an object. */
  public static String of(FaultRule rule) {
    JsonText out = new JsonText().open();
    write(out, rule);
    return out.close().toString();
  }

  /** Returns a fault as an object. */
  public static String of(Fault fault) {
    JsonText out = new JsonText().open();
    write(out, fault);
    return out.close().toString();
  }

  /** Writes the members of a rule. */
  public static void write(JsonText out, FaultRule rule) {
    write(out, rule.fault());
    out.string("at", rule.point().name());
    rule.matcher()
        .words()
        .forEach(
            (name, value) -> {
              if (name.equals("share")) {
                out.name(name).raw(value);
              } else {
                out.string(name, value);
              }
            });
    out.number("nth", rule.nth());
    if (rule.times() != Integer.MAX_VALUE) {
      out.number("times", rule.times());
    }
    if (rule.probability() < 1) {
      out.name("probability").raw(Double.toString(rule.probability()));
    }
    if (rule.usesSeed()) {
      out.number("seed", rule.seed());
    }
  }

  private static void write(JsonText out, Fault fault) {
    out.string("fault", fault.name());
    fault
        .arguments()
        .forEach(
            (name, value) -> {
              if (value instanceof Integer number) {
                out.number(name, number);
              } else {
                out.string(name, value.toString());
              }
            });
  }
}
