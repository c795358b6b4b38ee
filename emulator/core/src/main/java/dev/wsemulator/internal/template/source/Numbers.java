package dev.wsemulator.internal.template.source;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads numbers that have bounds on AWS.
 *
 * @param problems takes what is wrong
 */
record Numbers(Problems problems) {

  /** Returns a property, or nothing if it is absent or not a number between the bounds. */
  OptionalInt read(Resource resource, int least, int most, String... path) {
    Optional<YamlValue> value = resource.properties().at(path);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt number = number(value.get());
    if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but AWS takes %d to %d."
              .formatted(resource.path(String.join(".", path)), value.get().text(), least, most));
      return OptionalInt.empty();
    }
    return number;
  }

  private static OptionalInt number(YamlValue value) {
    String text = String.valueOf(value.text()).trim();
    return text.matches("-?[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
