package dev.wsemulator.internal.source;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.EventPattern.Fields;
import dev.wsemulator.internal.source.EventPattern.Node;
import dev.wsemulator.internal.source.EventPattern.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the structure of patterns; {@link OperatorReader} reads the operators in it. */
final class PatternReader {
  private static final String OR = "$or";

  private PatternReader() {}

  /** Reads the object at a place; that of the whole pattern is empty. */
  static Fields fields(String place, Json object) throws InvalidPatternException {
    Map<String, Node> members = new LinkedHashMap<>();
    List<List<Fields>> alternatives = new ArrayList<>();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String inside = place.isEmpty() ? member.getKey() : place + "." + member.getKey();
      if (member.getKey().equals(OR) && isAlternative(member.getValue())) {
        alternatives.add(alternatives(inside, member.getValue()));
      } else {
        members.put(member.getKey(), node(inside, member.getValue()));
      }
    }
    return new Fields(members, alternatives);
  }

  /** Returns whether it is an {@code $or}, and not the values of a member of this name. */
  private static boolean isAlternative(Json value) {
    List<Json> elements = value.elements();
    return elements.size() > 1
        && elements.stream()
            .allMatch(element -> element.isObject() && !isOperator(element.members().keySet()));
  }

  private static boolean isOperator(Set<String> names) {
    return names.isEmpty() || names.stream().anyMatch(OperatorReader::isOperator);
  }

  private static List<Fields> alternatives(String place, Json array)
      throws InvalidPatternException {
    List<Fields> alternatives = new ArrayList<>();
    for (Json element : array.elements()) {
      alternatives.add(fields(at(place, alternatives.size()), element));
    }
    return alternatives;
  }

  private static Node node(String place, Json value) throws InvalidPatternException {
    if (value.isObject()) {
      if (value.members().isEmpty()) {
        throw new InvalidPatternException(place, "Empty objects are not allowed.");
      }
      return fields(place, value);
    }
    if (value.isScalar()) {
      throw new InvalidPatternException(
          place, "\"%s\" must be an object or an array.".formatted(last(place)));
    }
    return values(place, value.elements());
  }

  private static String last(String place) {
    return place.substring(place.lastIndexOf('.') + 1);
  }

  private static Values values(String place, List<Json> elements) throws InvalidPatternException {
    if (elements.isEmpty()) {
      throw new InvalidPatternException(place, "Empty arrays are not allowed.");
    }
    List<ContentComparison> comparisons = new ArrayList<>();
    for (Json element : elements) {
      comparisons.add(comparison(at(place, comparisons.size()), element));
    }
    return new Values(comparisons);
  }

  private static ContentComparison comparison(String place, Json element)
      throws InvalidPatternException {
    if (element.isScalar()) {
      return ContentComparison.Test.same(element);
    }
    if (!element.isObject()) {
      throw new InvalidPatternException(
          place, "Match value must be String, number, true, false, or null.");
    }
    return OperatorReader.comparison(place, element.members());
  }

  private static String at(String place, int index) {
    return "%s[%d]".formatted(place, index);
  }
}
