package dev.wsemulator.internal.aws.dynamodb.kept;

import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the records of a stream, and how far functions have come in it. Thread-safe. */
public final class KeptStream {
  /** Keeps nothing. */
  public static final KeptStream NONE = new KeptStream(null, "");

  private final @Nullable StateLog log;
  private final String path;

  KeptStream(@Nullable StateLog log, String path) {
    this.log = log;
    this.path = path;
  }

  /** Returns whether anything is kept. */
  public boolean isThere() {
    return log != null;
  }

  /** Keeps a record, as JSON. */
  public void came(String sequenceNumber, String json) {
    if (log != null) {
      log.append(List.of(new StateChange(path + "/" + sequenceNumber, json)));
    }
  }

  /** Keeps that records are gone. */
  public void gone(List<String> sequenceNumbers) {
    if (log != null && !sequenceNumbers.isEmpty()) {
      log.append(
          sequenceNumbers.stream().map(one -> new StateChange(path + "/" + one, null)).toList());
    }
  }

  /**
   * Returns the number of a record that comes after another one; the engine begins anew with every
   * start, and numbers here only grow.
   *
   * @param last the number of the record before
   * @param given the engine's
   */
  public static String number(String last, String given) {
    BigInteger least = new BigInteger(last).add(BigInteger.ONE);
    if (new BigInteger(given).compareTo(least) >= 0) {
      return given;
    }
    String digits = least.toString();
    return "0".repeat(Math.max(0, given.length() - digits.length())) + digits;
  }

  /** Keeps how far a mapping has come. */
  public void position(String mappingId, Position position) {
    if (log != null) {
      String json =
          JsonText.of(
              Map.of("stream", path, "at", position.sequenceNumber(), "done", position.isDone()));
      log.append(List.of(new StateChange(pathOf(mappingId), json)));
    }
  }

  private static String pathOf(String mappingId) {
    return KeptTables.POSITIONS + URLEncoder.encode(mappingId, StandardCharsets.UTF_8);
  }

  /**
   * A place in a stream.
   *
   * @param sequenceNumber a record
   * @param isDone whether the place is behind it
   */
  public record Position(String sequenceNumber, boolean isDone) {
    /** The place before all records. */
    public static final Position BEGIN = new Position("0", true);

    /** Returns whether a record is behind this place. */
    public boolean isBefore(String record) {
      int order = new BigInteger(record).compareTo(new BigInteger(sequenceNumber));
      return isDone ? order > 0 : order >= 0;
    }
  }
}
