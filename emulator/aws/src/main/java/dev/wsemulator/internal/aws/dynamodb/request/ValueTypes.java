package dev.wsemulator.internal.aws.dynamodb.request;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.ReadRequest;
import dev.wsemulator.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses attributes that are no values, such as {@code "id": "7"} in place of {@code "id": {"S":
 * "7"}}, as DynamoDB does. DynamoDB Local takes some of them, and calls the others its own failure,
 * which callers try again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public final class ValueTypes extends Handler.Abstract {
  private static final List<String> ATTRIBUTES =
      List.of("Key", "Item", "ExclusiveStartKey", "ExpressionAttributeValues");

  private final Handler engine;

  /** Creates it before an engine. */
  public ValueTypes(Handler engine) {
    this.engine = engine;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    Optional<String> problem = problem(body);
    if (problem.isEmpty()) {
      return engine.handle(new ReadRequest(request, body), response, callback);
    }
    String type = "com.amazon.coral.service#SerializationException";
    AwsResponse.jsonError("1.0", 400, type, problem.get()).write(response, callback);
    return true;
  }

  /** Returns what DynamoDB says of the first attribute that is no value. */
  static Optional<String> problem(byte[] body) {
    return Json.parse(body).stream().flatMap(ValueTypes::ofRequest).findFirst();
  }

  private static Stream<String> ofRequest(Json request) {
    Stream<String> batch =
        of(request, "RequestItems")
            .flatMap(tables -> tables.members().values().stream())
            .flatMap(ValueTypes::ofTable);
    Stream<String> transaction =
        of(request, "TransactItems")
            .flatMap(actions -> actions.elements().stream())
            .flatMap(ValueTypes::ofActions);
    return Stream.of(ofSingle(request), batch, transaction).flatMap(one -> one);
  }

  /** A table in a batch has keys to read, or writes. */
  private static Stream<String> ofTable(Json table) {
    Stream<String> keys =
        of(table, "Keys")
            .flatMap(list -> list.elements().stream())
            .flatMap(ValueTypes::ofAttributes);
    return Stream.concat(keys, table.elements().stream().flatMap(ValueTypes::ofActions));
  }

  private static Stream<String> ofActions(Json actions) {
    return actions.members().values().stream().flatMap(ValueTypes::ofSingle);
  }

  private static Stream<String> ofSingle(Json request) {
    return ATTRIBUTES.stream().flatMap(name -> of(request, name)).flatMap(ValueTypes::ofAttributes);
  }

  private static Stream<Json> of(Json object, String member) {
    return object.isObject() ? object.child(member).stream() : Stream.empty();
  }

  private static Stream<String> ofAttributes(Json attributes) {
    if (attributes.isNull()) {
      return Stream.empty();
    }
    return attributes.isObject()
        ? ofValues(attributes.members().values().stream())
        : Stream.of("Unexpected field type");
  }

  private static Stream<String> ofValues(Stream<Json> values) {
    return values.filter(one -> !one.isNull()).flatMap(ValueTypes::ofValue);
  }

  private static Stream<String> ofValue(Json value) {
    return value.isObject()
        ? value.members().entrySet().stream().flatMap(ValueTypes::ofType)
        : Stream.of("Unexpected value type in payload");
  }

  private static Stream<String> ofType(Map.Entry<String, Json> typed) {
    Json value = typed.getValue();
    return switch (typed.getKey()) {
      case "S", "N" -> Stream.of(ofText(value)).flatMap(Optional::stream);
      case "M" -> ofAttributes(value);
      case "L" -> ofValues(value.elements().stream());
      default -> Stream.empty();
    };
  }

  private static Optional<String> ofText(Json value) {
    if (value.string().isPresent() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isObject()) {
      return Optional.of("Start of structure or map found where not expected");
    }
    if (!value.isScalar()) {
      return Optional.of("Unrecognized collection type class java.lang.String");
    }
    String found = value.number().isPresent() ? "NUMBER" : value.isTrue() ? "TRUE" : "FALSE";
    return Optional.of(found + "_VALUE cannot be converted to String");
  }
}
