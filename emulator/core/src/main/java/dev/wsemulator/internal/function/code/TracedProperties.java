package dev.wsemulator.internal.function.code;

import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The system properties of a function, with the trace header of the invocation that reads it: that
 * is where Lambda's Java runtime leaves it. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment
 *     variables of the runtime</a>
 */
final class TracedProperties extends Properties {
  private static final long serialVersionUID = 1L;
  private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

  private final transient Supplier<@Nullable String> header;

  /**
   * Creates properties without any other.
   *
   * @param header returns the header for the calling thread, or {@code null}
   */
  TracedProperties(Supplier<@Nullable String> header) {
    this.header = header;
  }

  @Override
  public @Nullable String getProperty(String key) {
    String own = super.getProperty(key);
    return own == null && TRACE_HEADER.equals(key) ? header.get() : own;
  }
}
