package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.service.ServiceError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A place in a stream, as calls hand it back. Immutable.
 *
 * @param streamArn the stream
 * @param place how many records are before it
 * @param issuedAt when a call got it
 */
record StreamIterator(String streamArn, long place, Instant issuedAt) {

  /** Returns it as calls see it. */
  String text() {
    String inner = place + " " + issuedAt.toEpochMilli();
    String hidden = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.US_ASCII));
    return streamArn + "|1|" + hidden;
  }

  /**
   * Reads it.
   *
   * @throws ServiceError if a call has not got it
   */
  static StreamIterator parse(String text) {
    String[] parts = text.split("\\|", 3);
    try {
      byte[] hidden = Base64.getDecoder().decode(parts[parts.length - 1]);
      String[] inner = new String(hidden, StandardCharsets.US_ASCII).split(" ", 2);
      Instant issuedAt = Instant.ofEpochMilli(Long.parseLong(inner[inner.length - 1]));
      return new StreamIterator(parts[0], Long.parseLong(inner[0]), issuedAt);
    } catch (IllegalArgumentException e) {
      throw ServiceError.of("ValidationException", "Invalid ShardIterator");
    }
  }
}
