package dev.wsemulator.internal.source;

import dev.wsemulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern that selects events by their content. Filters of event source mappings, rules of
 * EventBridge and filter policies of SNS are such patterns. Immutable.
 *
 * <p>Numbers are equal if their values are, whatever way they are written.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">ContentComparison
 *     operators</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html">Filter
 *     rule syntax of Lambda</a>
 */
public final class EventPattern {
  private final Fields fields;

  EventPattern(Fields fields) {
    this.fields = fields;
  }

  /**
   * Reads a pattern; an empty object selects every event.
   *
   * @throws InvalidPatternException if it is not a pattern; says why, and where in it
   */
  public static EventPattern parse(String json) throws InvalidPatternException {
    Json pattern =
        Json.parse(json.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> new InvalidPatternException("", "The pattern is not valid JSON."));
    return of(pattern);
  }

  /**
   * Makes a pattern of a JSON object.
   *
   * @throws InvalidPatternException if it is not a pattern; says why, and where in it
   */
  public static EventPattern of(Json pattern) throws InvalidPatternException {
    if (!pattern.isObject()) {
      throw new InvalidPatternException("", "Filter is not an object.");
    }
    return new EventPattern(PatternReader.fields("", pattern));
  }

  /** Returns whether the pattern selects an event. */
  public boolean matches(Json event) {
    return fields.matches(Optional.of(event));
  }

  /** Something that a value of an event is compared with; the value may be absent. */
  sealed interface Node permits Fields, Values {
    /** Returns whether the value is wanted. */
    boolean matches(Optional<Json> value);
  }

  /**
   * The members of an object, all of which have to match.
   *
   * @param members what each member is compared with
   * @param alternatives one of each list has to match as well
   */
  record Fields(Map<String, Node> members, List<List<Fields>> alternatives) implements Node {
    @Override
    public boolean matches(Optional<Json> value) {
      List<Json> elements = value.map(Json::elements).orElse(List.of());
      return elements.isEmpty()
          ? matchesOne(value.filter(Json::isObject))
          : elements.stream().anyMatch(element -> matches(Optional.of(element)));
    }

    private boolean matchesOne(Optional<Json> object) {
      return members.entrySet().stream()
              .allMatch(
                  member ->
                      member.getValue().matches(object.flatMap(o -> o.child(member.getKey()))))
          && alternatives.stream()
              .allMatch(either -> either.stream().anyMatch(fields -> fields.matchesOne(object)));
    }
  }

  /**
   * The values that a member may have.
   *
   * @param comparisons one of them has to hold
   */
  record Values(List<ContentComparison> comparisons) implements Node {
    @Override
    public boolean matches(Optional<Json> value) {
      List<Json> leaves = value.map(Values::leaves).orElse(List.of());
      return comparisons.stream().anyMatch(comparison -> comparison.holdsForOne(leaves));
    }

    /** Returns the value, or the elements of an array; an object is no value. */
    private static List<Json> leaves(Json value) {
      return value.isScalar()
          ? List.of(value)
          : value.elements().stream().flatMap(element -> leaves(element).stream()).toList();
    }
  }
}
