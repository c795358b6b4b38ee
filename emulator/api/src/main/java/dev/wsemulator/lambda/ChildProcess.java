package dev.wsemulator.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs in a process of its own, which talks to the emulator over Lambda's Runtime API:
 * Node.js, Python, a program named {@code bootstrap}, and Java where another JVM than the
 * emulator's is wanted. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
public final class ChildProcess implements FunctionDefinition.Code {
  private final Values values;

  private record Values(
      String runtime,
      String handler,
      @Nullable Path place,
      @Nullable String source,
      List<Path> layers) {}

  private ChildProcess(Values values) {
    this.values = values;
  }

  /**
   * Returns code in a folder or a zip.
   *
   * @param runtime Lambda's name of the runtime, such as {@code nodejs22.x}, {@code python3.12} or
   *     {@code provided.al2023}
   * @param handler the handler, such as {@code index.handler}; a {@code bootstrap} may do without
   * @param place the folder with the code, as it is in {@code /var/task}; or a zip or jar with it
   */
  public static ChildProcess of(String runtime, String handler, Path place) {
    return new ChildProcess(
        new Values(
            Objects.requireNonNull(runtime, "runtime"),
            Objects.requireNonNull(handler, "handler"),
            Objects.requireNonNull(place, "place"),
            null,
            List.of()));
  }

  /**
   * Returns code that is one file, as CloudFormation's {@code ZipFile} has it.
   *
   * @param runtime a runtime of Node.js or Python
   * @param handler the handler in a file of the name {@code index}, such as {@code index.handler}
   * @param source the text of the file
   */
  public static ChildProcess inline(String runtime, String handler, String source) {
    return new ChildProcess(
        new Values(
            Objects.requireNonNull(runtime, "runtime"),
            Objects.requireNonNull(handler, "handler"),
            null,
            Objects.requireNonNull(source, "source"),
            List.of()));
  }

  /**
   * Returns the same code with layers.
   *
   * @param layers folders or zips, as they are in {@code /opt}; a later one hides files of an
   *     earlier one
   */
  public ChildProcess withLayers(List<Path> layers) {
    return new ChildProcess(
        new Values(
            values.runtime, values.handler, values.place, values.source, List.copyOf(layers)));
  }

  /** Returns Lambda's name of the runtime. */
  public String runtime() {
    return values.runtime;
  }

  /** Returns the handler; empty if there is none. */
  public String handler() {
    return values.handler;
  }

  /** Returns the folder, zip or jar with the code; empty for inline code. */
  public Optional<Path> place() {
    return Optional.ofNullable(values.place);
  }

  /** Returns the text of inline code. */
  public Optional<String> source() {
    return Optional.ofNullable(values.source);
  }

  /** Returns the folders or zips of layers. */
  public List<Path> layers() {
    return values.layers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChildProcess that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "ChildProcess[" + values.runtime + ", " + values.handler + ", " + values.place + "]";
  }
}
