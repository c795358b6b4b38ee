package dev.wsemulator.internal.aws.dynamodb.kept;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items in DynamoDB's JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">Low-level
 *     API</a>
 */
public final class ItemJson {
  private ItemJson() {}

  /**
   * Reads an item.
   *
   * @throws IllegalArgumentException if it is not an item
   */
  public static Map<String, AttributeValue> item(Json object) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    object.members().forEach((name, value) -> item.put(name, value(value)));
    return item;
  }

  private static AttributeValue value(Json tagged) {
    Map<String, Json> members = tagged.members();
    if (members.size() != 1) {
      throw new IllegalArgumentException("An attribute has one type: " + tagged.text());
    }
    Map.Entry<String, Json> only = members.entrySet().iterator().next();
    Json value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(string(value));
      case "N" -> AttributeValue.fromN(string(value));
      case "B" -> AttributeValue.fromB(bytes(value));
      case "SS" -> AttributeValue.fromSs(texts(value));
      case "NS" -> AttributeValue.fromNs(texts(value));
      case "BS" -> AttributeValue.fromBs(value.elements().stream().map(ItemJson::bytes).toList());
      case "M" -> AttributeValue.fromM(item(value));
      case "L" -> AttributeValue.fromL(value.elements().stream().map(ItemJson::value).toList());
      case "BOOL" -> AttributeValue.fromBool(value.isTrue());
      case "NULL" -> AttributeValue.fromNul(true);
      default -> throw new IllegalArgumentException("There is no type " + only.getKey() + ".");
    };
  }

  private static List<String> texts(Json list) {
    return list.elements().stream().map(ItemJson::string).toList();
  }

  private static String string(Json value) {
    return value
        .string()
        .orElseThrow(() -> new IllegalArgumentException("This is not a text: " + value.text()));
  }

  private static SdkBytes bytes(Json value) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(string(value)));
  }

  /** Returns an item as DynamoDB's JSON, its attributes in the order of their names. */
  public static String text(Map<String, AttributeValue> item) {
    JsonText text = new JsonText().open();
    new TreeMap<>(item).forEach((name, value) -> text.name(name).raw(tagged(value)));
    return text.close().toString();
  }

  private static String tagged(AttributeValue value) {
    return switch (value.type()) {
      case S -> tagged("S", JsonText.quoted(value.s()));
      case N -> tagged("N", JsonText.quoted(value.n()));
      case B -> tagged("B", JsonText.quoted(base64(value.b())));
      case SS -> tagged("SS", JsonText.of(value.ss()));
      case NS -> tagged("NS", JsonText.of(value.ns()));
      case BS -> tagged("BS", JsonText.of(value.bs().stream().map(ItemJson::base64).toList()));
      case M -> tagged("M", text(value.m()));
      case L -> tagged("L", list(value.l()));
      case BOOL -> tagged("BOOL", value.bool().toString());
      case NUL -> tagged("NULL", "true");
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("An attribute has a type that is not known here.");
    };
  }

  private static String tagged(String type, String json) {
    return "{\"" + type + "\":" + json + "}";
  }

  private static String list(List<AttributeValue> values) {
    return "[" + String.join(",", values.stream().map(ItemJson::tagged).toList()) + "]";
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}
