package dev.wsemulator.internal.aws.sqs.protocol;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the answers of the query protocol, from the members of the JSON protocol. */
public final class QueryAnswer {
  private static final String NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

  /** The names of elements of lists and objects. */
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "Messages", "Message",
          "QueueUrls", "QueueUrl",
          "queueUrls", "QueueUrl",
          "Attributes", "Attribute",
          "MessageAttributes", "MessageAttribute",
          "Tags", "Tag",
          "Failed", "BatchResultErrorEntry");

  private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>");
  private final String operation;

  private QueryAnswer(String operation) {
    this.operation = operation;
  }

  /** Returns the answer to a call. */
  public static String of(String operation, Map<String, ?> members) {
    QueryAnswer answer = new QueryAnswer(operation);
    answer.open("%sResponse xmlns=\"%s\"".formatted(operation, NAMESPACE));
    answer.open(operation + "Result");
    answer.members(members);
    answer.close(operation + "Result");
    answer.open("ResponseMetadata");
    answer.element("RequestId", UUID.randomUUID().toString());
    answer.close("ResponseMetadata");
    answer.close(operation + "Response");
    return answer.xml.toString();
  }

  /** Returns the answer to a call that is refused. */
  public static String error(SqsException error) {
    QueryAnswer answer = new QueryAnswer("");
    answer.open("ErrorResponse xmlns=\"%s\"".formatted(NAMESPACE));
    answer.open("Error");
    answer.element("Type", "Sender");
    answer.element("Code", error.code());
    answer.element("Message", String.valueOf(error.getMessage()));
    answer.element("Detail", "");
    answer.close("Error");
    answer.element("RequestId", UUID.randomUUID().toString());
    answer.close("ErrorResponse");
    return answer.xml.toString();
  }

  private void members(Map<?, ?> members) {
    members.forEach((name, value) -> member(String.valueOf(name), value));
  }

  private void member(String name, Object value) {
    String element =
        name.equals("Successful") ? operation + "ResultEntry" : ELEMENTS.getOrDefault(name, name);
    if (value instanceof List<?> list) {
      list.forEach(one -> member(element, one));
    } else if (value instanceof Map<?, ?> map && ELEMENTS.containsKey(name)) {
      map.forEach((key, one) -> pair(element, String.valueOf(key), one));
    } else if (value instanceof Map<?, ?> map) {
      open(element);
      members(map);
      close(element);
    } else {
      element(element, String.valueOf(value));
    }
  }

  private void pair(String element, String name, Object value) {
    open(element);
    element(element.equals("Tag") ? "Key" : "Name", name);
    member("Value", value);
    close(element);
  }

  private void open(String name) {
    xml.append('<').append(name).append('>');
  }

  private void close(String name) {
    xml.append("</").append(name).append('>');
  }

  private void element(String name, String text) {
    open(name);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '&' -> xml.append("&amp;");
        case '"' -> xml.append("&quot;");
        case '\r' -> xml.append("&#xD;");
        default -> xml.append(c);
      }
    }
    close(name);
  }
}
