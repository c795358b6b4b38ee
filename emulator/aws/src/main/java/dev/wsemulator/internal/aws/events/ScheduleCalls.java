package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.CallHandler.Call;
import dev.wsemulator.internal.aws.service.ServiceError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The operations of EventBridge Scheduler. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html">Actions</a>
 */
final class ScheduleCalls {
  private static final String GROUP_ARN = "schedule-group/";

  private final Schedules schedules;
  private final BusEvent.Account account;

  /** Guarded by {@code this}. */
  private final TreeSet<String> groups = new TreeSet<>(List.of(Schedule.DEFAULT_GROUP));

  ScheduleCalls(Schedules schedules, BusEvent.Account account) {
    this.schedules = schedules;
    this.account = account;
  }

  /** Adds a group that a template has. */
  synchronized void addGroup(String name) {
    groups.add(name);
  }

  /** Returns the answer to a call, or refuses it. */
  synchronized Map<String, Object> answer(Call call) {
    String[] path = call.path().replaceFirst("^/", "").split("/");
    String name = path.length > 1 ? decoded(path[1]) : "";
    String operation = call.method() + " " + path[0] + (path.length > 1 ? "/*" : "");
    return switch (operation) {
      case "POST schedules/*" -> create(name, body(call));
      case "PUT schedules/*" -> update(name, body(call));
      case "GET schedules/*" -> shown(existing(name, query(call, "groupName")));
      case "DELETE schedules/*" -> delete(name, query(call, "groupName"));
      case "GET schedules" -> list(call);
      case "POST schedule-groups/*" -> createGroup(name);
      case "GET schedule-groups/*" -> group(existingGroup(name));
      case "DELETE schedule-groups/*" -> deleteGroup(name);
      case "GET schedule-groups" ->
          Map.of("ScheduleGroups", groups.stream().map(this::group).toList());
      default ->
          throw new ServiceError(
              404,
              "UnknownOperationException",
              "The operation %s of EventBridge Scheduler is not emulated.".formatted(operation));
    };
  }

  private static Map<String, Object> body(Call call) {
    try {
      return call.body().length == 0 ? Map.of() : AwsJson.read(call.body());
    } catch (IllegalArgumentException e) {
      throw new ServiceError(400, "SerializationException", "The request is not JSON.");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String query(Call call, String name) {
    String query = call.query() == null ? "" : call.query();
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  private Map<String, Object> create(String name, Map<String, Object> members) {
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
      throw new ServiceError(
          400,
          "ValidationException",
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$"
              .formatted(name));
    }
    Schedule schedule = Schedule.of(name, members, schedules.now()).notOver(schedules.now());
    existingGroup(schedule.group());
    if (schedules.find(schedule.path()).isPresent()) {
      throw new ServiceError(
          409, "ConflictException", "Schedule %s already exists.".formatted(name));
    }
    return put(dated(schedule, null));
  }

  private Map<String, Object> update(String name, Map<String, Object> members) {
    Schedule schedule = Schedule.of(name, members, schedules.now()).notOver(schedules.now());
    Schedule before = existing(name, schedule.group());
    return put(dated(schedule, before.members().get("CreationDate")));
  }

  private Map<String, Object> put(Schedule schedule) {
    schedules.put(schedule);
    return Map.of("ScheduleArn", schedules.arn(schedule));
  }

  /** Adds when a schedule was created and changed, in seconds. */
  private Schedule dated(Schedule schedule, @Nullable Object created) {
    double now = schedules.now().toEpochMilli() / 1000.0;
    Map<String, Object> members = new LinkedHashMap<>(schedule.members());
    members.put("CreationDate", created == null ? now : created);
    members.put("LastModificationDate", now);
    return new Schedule(
        schedule.group(), schedule.name(), members, schedule.expression(), schedule.begin());
  }

  private Schedule existing(String name, String group) {
    String path = "schedule/" + (group.isEmpty() ? Schedule.DEFAULT_GROUP : group) + "/" + name;
    return schedules
        .find(path)
        .orElseThrow(
            () ->
                new ServiceError(
                    404,
                    "ResourceNotFoundException",
                    "Schedule %s does not exist.".formatted(name)));
  }

  private Map<String, Object> delete(String name, String group) {
    schedules.remove(existing(name, group).path());
    return Map.of();
  }

  private Map<String, Object> shown(Schedule schedule) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("Arn", schedules.arn(schedule));
    shown.put("Name", schedule.name());
    shown.putAll(schedule.members());
    return shown;
  }

  private Map<String, Object> list(Call call) {
    String group = query(call, "ScheduleGroup");
    String prefix = query(call, "NamePrefix");
    String state = query(call, "State");
    return Map.of(
        "Schedules",
        schedules.all().stream()
            .filter(one -> group.isEmpty() || one.group().equals(group))
            .filter(one -> one.name().startsWith(prefix))
            .filter(one -> state.isEmpty() || state.equals(one.members().get("State")))
            .map(this::summary)
            .toList());
  }

  private Map<String, Object> summary(Schedule schedule) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("Arn", schedules.arn(schedule));
    for (String name : List.of("CreationDate", "GroupName", "LastModificationDate", "State")) {
      Object value = schedule.members().get(name);
      if (value != null) {
        summary.put(name, value);
      }
    }
    summary.put("Name", schedule.name());
    summary.put("Target", Map.of("Arn", schedule.target().arn()));
    return summary;
  }

  private String existingGroup(String name) {
    if (!groups.contains(name)) {
      throw new ServiceError(
          404, "ResourceNotFoundException", "Schedule group %s does not exist.".formatted(name));
    }
    return name;
  }

  private Map<String, Object> group(String name) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("Arn", account.arn("scheduler", GROUP_ARN + name));
    group.put("Name", name);
    group.put("State", "ACTIVE");
    return group;
  }

  private Map<String, Object> createGroup(String name) {
    if (!groups.add(name)) {
      throw new ServiceError(
          409, "ConflictException", "Schedule group %s already exists.".formatted(name));
    }
    return Map.of("ScheduleGroupArn", account.arn("scheduler", GROUP_ARN + name));
  }

  private Map<String, Object> deleteGroup(String name) {
    existingGroup(name);
    if (name.equals(Schedule.DEFAULT_GROUP)) {
      throw new ServiceError(
          400, "ValidationException", "Cannot delete the default schedule group.");
    }
    schedules.all().stream()
        .filter(one -> one.group().equals(name))
        .forEach(one -> schedules.remove(one.path()));
    groups.remove(name);
    return Map.of();
  }
}
