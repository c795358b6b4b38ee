package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.Digest;
import dev.wsemulator.internal.aws.sqs.protocol.MessageAttribute;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of a queue in a log: what was sent under a path, and its state below that.
 * Guarded by its queue.
 */
final class KeptMessages {
  /** Keeps nothing. */
  static final KeptMessages NONE = new KeptMessages(null, "");

  private static final String STATE = "/state";

  private final @Nullable StateLog log;
  private final String path;

  /**
   * Creates it.
   *
   * @param path where the messages are in the log
   */
  KeptMessages(@Nullable StateLog log, String path) {
    this.log = log;
    this.path = path;
  }

  /** Keeps a message that has come. */
  void sent(StoredMessage message) {
    if (log == null) {
      return;
    }
    JsonText text =
        new JsonText()
            .open()
            .string("body", message.content.body())
            .name("attributes")
            .raw(attributes(message))
            .name("system")
            .raw(JsonText.of(message.system))
            .number("sent", message.sentAt.toEpochMilli())
            .number("number", message.number);
    log.append(List.of(new StateChange(path(message), state(text, message, message.visibleAt))));
  }

  private static String attributes(StoredMessage message) {
    Map<String, Object> all = new LinkedHashMap<>();
    message.content.attributes().forEach((name, one) -> all.put(name, shown(one)));
    return JsonText.of(all);
  }

  private static Map<String, Object> shown(MessageAttribute attribute) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", attribute.type());
    shown.put("text", attribute.text());
    shown.put("binary", attribute.binary());
    return shown;
  }

  private static String state(JsonText text, StoredMessage message, Instant visible) {
    text.number("visible", visible.toEpochMilli())
        .number("receives", message.receives)
        .number("here", message.receivesHere);
    Instant first = message.firstReceivedAt;
    if (first != null) {
      text.number("first", first.toEpochMilli());
    }
    return text.close().toString();
  }

  /** Keeps that a message was received, or is visible at another time. */
  void changed(StoredMessage message) {
    changed(message, message.visibleAt);
  }

  /** Keeps that a message is with a function, which ends with the emulator. */
  void handed(StoredMessage message) {
    changed(message, message.sentAt);
  }

  private void changed(StoredMessage message, Instant visible) {
    if (log != null && !message.isGone) {
      String state = state(new JsonText().open(), message, visible);
      log.append(List.of(new StateChange(path(message) + STATE, state)));
    }
  }

  /** Keeps that messages are gone. */
  void gone(List<StoredMessage> messages) {
    if (log != null && !messages.isEmpty()) {
      log.append(messages.stream().map(one -> new StateChange(path(one), null)).toList());
    }
  }

  private String path(StoredMessage message) {
    return path + "/" + message.id;
  }

  /** Returns the message that was kept. */
  static StoredMessage message(String id, Json kept) {
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    kept.child("attributes")
        .ifPresent(all -> all.members().forEach((name, one) -> attributes.put(name, read(one))));
    Map<String, String> system = new LinkedHashMap<>();
    kept.child("system")
        .ifPresent(
            all -> all.members().forEach((name, one) -> system.put(name, one.string().orElse(""))));
    String body = text(kept, "body");
    StoredMessage message =
        new StoredMessage(
            id,
            new StoredMessage.Content(
                body == null ? "" : body, attributes, Digest.of(body == null ? "" : body)),
            new StoredMessage.Times(time(kept, "sent"), time(kept, "visible")),
            system);
    message.number = number(kept, "number");
    become(message, kept);
    return message;
  }

  /** Gives a message the state that was kept. */
  static void become(StoredMessage message, Json kept) {
    message.visibleAt = time(kept, "visible");
    message.receives = (int) number(kept, "receives");
    message.receivesHere = (int) number(kept, "here");
    message.firstReceivedAt = kept.child("first").isPresent() ? time(kept, "first") : null;
  }

  private static MessageAttribute read(Json kept) {
    String type = text(kept, "type");
    return new MessageAttribute(type == null ? "" : type, text(kept, "text"), text(kept, "binary"));
  }

  private static @Nullable String text(Json kept, String name) {
    return kept.child(name).flatMap(Json::string).orElse(null);
  }

  private static Instant time(Json kept, String name) {
    return Instant.ofEpochMilli(number(kept, name));
  }

  private static long number(Json kept, String name) {
    return kept.child(name).flatMap(Json::number).map(Number::longValue).orElse(0L);
  }
}
