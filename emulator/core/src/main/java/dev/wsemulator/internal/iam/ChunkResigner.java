package dev.wsemulator.internal.iam;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs the chunks of a body again whose request has been signed again: the signature of each chunk
 * begins with the one before it, and the first with that of the request. A chunk whose signature is
 * wrong keeps it, so that the receiver refuses it; what has another format passes as it is. The
 * length of the body stays. Used by one thread at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring
 *     payload in multiple chunks</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Including
 *     trailing headers</a>
 */
public final class ChunkResigner {
  /** How the header with the hash of the body begins if each chunk is signed. */
  static final String PAYLOAD = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  private static final Pattern HEAD =
      Pattern.compile("(([0-9a-fA-F]{1,7});chunk-signature=)([0-9a-f]{64})");
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";
  private static final String NEWLINE = "\r\n";
  private static final byte[] LINE_END = NEWLINE.getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] END = (NEWLINE + NEWLINE).getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NOTHING = {};

  /** A line of a chunk or the trailers of a body are shorter. */
  private static final int MAX_TEXT = 16 * 1024;

  private static final int MAX_CHUNK = 64 * 1024 * 1024;

  private final SigningKey key;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private String given;
  private String made;
  private int needed = 1;
  private boolean passes;

  /**
   * Creates it for one body.
   *
   * @param key signs what the caller has signed
   * @param given the signature of the request as it was received
   * @param made the signature of the request as it is sent
   */
  ChunkResigner(SigningKey key, String given, String made) {
    this.key = key;
    this.given = given;
    this.made = made;
  }

  /** Returns what is sent after a part of the body has been received; often nothing. */
  public byte[] add(byte[] part) {
    if (passes) {
      return part;
    }
    kept.writeBytes(part);
    return kept.size() < needed ? NOTHING : take(kept.toByteArray());
  }

  /** Returns what is sent at the end of the body: the rest of one that was cut off. */
  public byte[] end() {
    byte[] rest = kept.toByteArray();
    kept.reset();
    return rest;
  }

  private byte[] take(byte[] all) {
    ByteArrayOutputStream taken = new ByteArrayOutputStream(all.length);
    int at = 0;
    int end = chunkEnd(all, at);
    while (!passes && end <= all.length) {
      sign(all, at, end, taken);
      at = end;
      end = chunkEnd(all, at);
    }
    needed = end - at;
    kept.reset();
    (passes ? taken : kept).write(all, at, all.length - at);
    return taken.toByteArray();
  }

  /** Returns where a chunk ends, with the trailers that follow the last one. */
  private int chunkEnd(byte[] all, int from) {
    int line = find(LINE_END, all, from);
    if (line < 0) {
      return unfinished(all, from);
    }
    Matcher head = HEAD.matcher(text(all, from, line));
    if (!head.matches()) {
      return pass(all);
    }
    int size = Integer.parseInt(head.group(2), 16);
    if (size > 0) {
      return size > MAX_CHUNK ? pass(all) : line + LINE_END.length + size + LINE_END.length;
    }
    int end = find(END, all, line);
    return end < 0 ? unfinished(all, from) : end + END.length;
  }

  private int unfinished(byte[] all, int from) {
    return all.length - from > MAX_TEXT ? pass(all) : all.length + 1;
  }

  private int pass(byte[] all) {
    passes = true;
    return all.length;
  }

  private void sign(byte[] all, int from, int end, ByteArrayOutputStream taken) {
    int line = find(LINE_END, all, from);
    Matcher head = HEAD.matcher(text(all, from, line));
    if (!head.matches()) {
      throw new IllegalStateException("The chunk has been looked at before.");
    }
    int data = line + LINE_END.length;
    int dataEnd = data + Integer.parseInt(head.group(2), 16);
    String hash = CanonicalRequest.hash(Arrays.copyOfRange(all, data, dataEnd));
    String content = CanonicalRequest.hash(NOTHING) + "\n" + hash;
    write(head.group(1) + next("AWS4-HMAC-SHA256-PAYLOAD", content, head.group(3)), taken);
    taken.write(all, line, dataEnd - line);
    if (dataEnd == data) {
      write(trailers(text(all, data, end)), taken);
      passes = true; // nothing that is signed follows
    } else {
      taken.write(all, dataEnd, end - dataEnd);
    }
  }

  /** Returns the trailers of a body with a new signature, if there are any. */
  private String trailers(String text) {
    TreeSet<String> canonical = new TreeSet<>();
    StringBuilder signed = new StringBuilder();
    for (String line : text.split(NEWLINE)) {
      if (line.startsWith(TRAILER_SIGNATURE)) {
        byte[] all = String.join("", canonical).getBytes(StandardCharsets.UTF_8);
        String signature = line.substring(TRAILER_SIGNATURE.length());
        String content = CanonicalRequest.hash(all);
        String replaced = next("AWS4-HMAC-SHA256-TRAILER", content, signature);
        signed.append(TRAILER_SIGNATURE).append(replaced).append(NEWLINE);
      } else if (!line.isEmpty()) {
        canonical.add(canonical(line));
        signed.append(line).append(NEWLINE);
      }
    }
    return signed.append(NEWLINE).toString();
  }

  private static String canonical(String trailer) {
    String[] parts = trailer.split(":", 2);
    String value = parts.length == 1 ? "" : parts[1].strip();
    return parts[0].strip().toLowerCase(Locale.ROOT) + ":" + value + "\n";
  }

  /** Returns the signature in place of another, which stays if it is wrong. */
  private String next(String algorithm, String content, String signature) {
    boolean isRight = key.sign(algorithm, given + "\n" + content).equals(signature);
    given = signature;
    made = isRight ? key.sign(algorithm, made + "\n" + content) : signature;
    return made;
  }

  private static void write(String text, ByteArrayOutputStream taken) {
    taken.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(byte[] all, int from, int end) {
    return new String(all, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns where bytes begin, or a negative number. */
  private static int find(byte[] wanted, byte[] all, int from) {
    int last = Math.min(all.length - wanted.length, from + MAX_TEXT);
    for (int at = from; at <= last; at++) {
      if (Arrays.equals(all, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
