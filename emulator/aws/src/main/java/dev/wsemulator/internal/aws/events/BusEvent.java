package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An event on a bus. Immutable.
 *
 * @param id its id
 * @param detailType what happened
 * @param source who says so
 * @param time when, to the second
 * @param resources the ARNs of what it is about
 * @param detail the details, as JSON
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">Event
 *     structure</a>
 */
record BusEvent(
    String id,
    String detailType,
    String source,
    Instant time,
    List<String> resources,
    String detail) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  BusEvent {
    resources = List.copyOf(resources);
  }

  /** Returns an event of a schedule, without details. */
  static BusEvent scheduled(String source, Instant time, String arn, String detail) {
    return new BusEvent(newId(), "Scheduled Event", source, time, List.of(arn), detail);
  }

  /**
   * Returns the event that another service or another bus has sent, if it is one.
   *
   * @param now its time, unless it has one
   */
  static Optional<BusEvent> read(String body, Instant now) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8))
        .filter(event -> event.child("detail").isPresent())
        .map(
            event ->
                new BusEvent(
                    text(event, "id").orElseGet(BusEvent::newId),
                    text(event, "detail-type").orElse(""),
                    text(event, "source").orElse(""),
                    text(event, "time").map(Instant::parse).orElse(now),
                    event.child("resources").map(Json::elements).orElse(List.of()).stream()
                        .flatMap(one -> one.string().stream())
                        .toList(),
                    JsonText.of(event.child("detail").orElseThrow().value())));
  }

  private static Optional<String> text(Json event, String name) {
    return event.child(name).flatMap(Json::string);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  /** Returns the event as a target gets it. */
  String json(Account account) {
    return new JsonText()
        .open()
        .string("version", "0")
        .string("id", id)
        .string("detail-type", detailType)
        .string("source", source)
        .string("account", account.id())
        .string("time", TIME.format(time))
        .string("region", account.region())
        .strings("resources", resources)
        .name("detail")
        .raw(detail)
        .close()
        .toString();
  }

  /**
   * The account of the buses.
   *
   * @param id twelve digits
   * @param region the region
   */
  record Account(String id, String region) {
    String arn(String service, String resource) {
      return dev.wsemulator.internal.account.Arn.of(service, region, id, resource);
    }
  }
}
