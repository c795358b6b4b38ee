package dev.wsemulator.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.cli.project.Setting;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that bring faults about from the beginning. */
public final class FaultOptions {
  @Option(
      names = "--fault",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "JSON",
      converter = Rule.class,
      description =
          "Adds a fault rule in the format of the admin API: '{\"fault\":\"reset\",\"at\":"
              + "\"TO_CLIENT\"}'; repeatable.")
  private List<FaultRule> rules = new ArrayList<>();

  @Option(
      names = "--scenario",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "NAME",
      converter = Begun.class,
      description = "Begins a scenario, such as stale-connection; repeatable.")
  private List<Scenario> scenarios = new ArrayList<>();

  FaultOptions() {}

  /** Lets all of it happen from now on. */
  public void into(WebSocketApiEmulator emulator) {
    rules.forEach(emulator.faults()::add);
    scenarios.forEach(emulator::begin);
  }

  /** Reads a rule. */
  static final class Rule implements ITypeConverter<FaultRule> {
    @Override
    public FaultRule convert(String value) {
      Map<String, String> words = new LinkedHashMap<>();
      object(value).properties().forEach(word -> words.put(word.getKey(), text(word)));
      try {
        return FaultRule.of(words);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }

    private static JsonNode object(String value) {
      try {
        JsonNode json = new ObjectMapper().readTree(value);
        if (json.isObject()) {
          return json;
        }
      } catch (JsonProcessingException e) {
        throw new TypeConversionException(
            "This is not JSON: " + e.getOriginalMessage() + ". Quote the whole of it.");
      }
      throw new TypeConversionException(
          "A fault is a JSON object such as {\"fault\":\"reset\",\"at\":\"TO_CLIENT\"}.");
    }

    private static String text(Map.Entry<String, JsonNode> word) {
      if (!word.getValue().isValueNode()) {
        throw new TypeConversionException(
            "\"" + word.getKey() + "\" is not a text or a number. Write one.");
      }
      return word.getValue().asText();
    }
  }

  /** Converts the name of a scenario that can begin before there are connections. */
  static final class Begun implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String name) {
      Scenario scenario;
      try {
        scenario = Scenario.of(Map.of("scenario", name));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      if (scenario.rules().isEmpty() || scenario.strikesAtOnce()) {
        throw new TypeConversionException(
            "The scenario %s needs open connections. Begin it later, with the command \"faults begin\" or the admin API."
                .formatted(scenario));
      }
      return scenario;
    }
  }
}
