package dev.wsemulator.internal.aws.dynamodb.kept;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which item of which table. Immutable.
 *
 * @param tableName the table
 * @param attributes the attributes of the key; numbers are written in one way
 */
public record ItemKey(String tableName, Map<String, AttributeValue> attributes) {

  /**
   * Returns the key of an item.
   *
   * @param names the names of the key's attributes
   */
  public static ItemKey of(
      String tableName, Collection<String> names, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new TreeMap<>();
    for (String name : names) {
      AttributeValue value = item.get(name);
      if (value != null) {
        key.put(name, normal(value));
      }
    }
    return new ItemKey(tableName, key);
  }

  private static AttributeValue normal(AttributeValue value) {
    String number = value.n();
    if (number == null) {
      return value;
    }
    try {
      return AttributeValue.fromN(new BigDecimal(number).stripTrailingZeros().toPlainString());
    } catch (NumberFormatException e) { // DynamoDB refuses it
      return value;
    }
  }

  /** Returns it as JSON. */
  public String json() {
    return ItemJson.text(attributes);
  }
}
