package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages that clients receive: JSON objects with a {@code type}, as README.md lists them. */
final class Messages {
  /** The media type that clients upload documents with. */
  static final String PLAIN_TEXT = "text/plain;charset=UTF-8";

  private Messages() {}

  static String upload(String fileName, String key, String url) {
    Map<String, Object> message = ofType("upload");
    message.put("url", url);
    message.put("key", key);
    message.put("fileName", fileName);
    message.put("headers", Map.of("Content-Type", PLAIN_TEXT));
    return Json.text(message);
  }

  static String accepted(TranslationJob job) {
    Map<String, Object> message = ofType("accepted");
    message.put("key", job.key());
    message.put("translationKey", job.translationKey());
    message.put("sourceLanguage", job.sourceLanguage());
    message.put("targetLanguage", job.targetLanguage());
    return Json.text(message);
  }

  static String echo(Object data) {
    Map<String, Object> message = ofType("echo");
    message.put("data", data);
    return Json.text(message);
  }

  static String error(String text) {
    Map<String, Object> message = ofType("error");
    message.put("message", text);
    return Json.text(message);
  }

  /** Says which document the failure is about. */
  static String error(String text, String key) {
    Map<String, Object> message = ofType("error");
    message.put("message", text);
    message.put("key", key);
    return Json.text(message);
  }

  static String usage() {
    Map<String, Object> message = ofType("usage");
    message.put("message", "Send a JSON object with one of these actions.");
    message.put(
        "actions",
        List.of(
            example("echomessage", "data", "a text for every connected client"),
            example("upload", "fileName", "document.txt"),
            example(
                "translate",
                "key",
                "the key from the answer to upload",
                "sourceLanguage",
                "en",
                "targetLanguage",
                "de")));
    return Json.text(message);
  }

  /** Wraps a message into what a proxy integration answers; a route response sends its body on. */
  static APIGatewayV2WebSocketResponse answer(String message) {
    APIGatewayV2WebSocketResponse answer = ok();
    answer.setBody(message);
    return answer;
  }

  static APIGatewayV2WebSocketResponse ok() {
    APIGatewayV2WebSocketResponse answer = new APIGatewayV2WebSocketResponse();
    answer.setStatusCode(200);
    return answer;
  }

  static Map<String, Object> ofType(String type) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", type);
    return message;
  }

  private static Map<String, Object> example(String action, String... fields) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("action", action);
    for (int i = 0; i < fields.length; i += 2) {
      example.put(fields[i], fields[i + 1]);
    }
    return example;
  }
}
