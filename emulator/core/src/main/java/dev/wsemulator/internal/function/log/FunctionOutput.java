package dev.wsemulator.internal.function.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The output of a function's code to {@code System.out} or {@code System.err}. Each thread puts its
 * own lines together, so that invocations that run at the same time do not mix theirs. Thread-safe.
 */
public final class FunctionOutput extends OutputStream {
  /** A line that does not end is written in parts of this length. */
  private static final int LONGEST = 64 * 1024;

  private final Consumer<String> target;
  private final ThreadLocal<ByteArrayOutputStream> begun =
      ThreadLocal.withInitial(ByteArrayOutputStream::new);

  /** Whether anything was ever written; keeps the end of every invocation cheap. */
  private volatile boolean used;

  private FunctionOutput(Consumer<String> target) {
    this.target = target;
  }

  /**
   * A stream of a function.
   *
   * @param lines the destination of the lines
   * @param stream what the function's code is given
   */
  public record Stream(FunctionOutput lines, PrintStream stream) {}

  /**
   * Returns a stream for a function's code.
   *
   * @param target takes whole lines, on the thread that has written them
   */
  public static Stream of(Consumer<String> target) {
    FunctionOutput lines = new FunctionOutput(target);
    PrintStream stream =
        new PrintStream(lines, true, StandardCharsets.UTF_8) {
          @Override
          public void close() {
            flush(); // it is there again for the next invocation
          }
        };
    return new Stream(lines, stream);
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    used = true;
    ByteArrayOutputStream line = begun.get();
    int end = offset + length;
    int last = end;
    while (last > offset && bytes[last - 1] != '\n') {
      last--;
    }
    if (last > offset) {
      line.write(bytes, offset, last - offset);
      write(line);
    }
    line.write(bytes, last, end - last);
    if (line.size() > LONGEST) {
      write(line);
    }
  }

  /** Writes what the calling thread has begun. */
  public void endLine() {
    if (used && begun.get().size() > 0) {
      write(begun.get());
    }
  }

  private void write(ByteArrayOutputStream lines) {
    String text = lines.toString(StandardCharsets.UTF_8);
    lines.reset();
    target.accept(withoutEnd(text));
  }

  private static String withoutEnd(String text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end);
  }
}
