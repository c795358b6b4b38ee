package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.text.Spelling;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Looks for handlers in a function's code without loading a class. Handlers that cannot be checked
 * from the files, such as one whose superclass is not among them, are accepted. Not thread-safe.
 */
public final class HandlerCheck implements AutoCloseable {
  private static final String METHOD = "handleRequest";
  private static final int MAX_DEPTH = 32;

  private final CodeFiles code;

  /**
   * A problem of a handler.
   *
   * @param text what is wrong, in words that follow the handler's name
   * @param wanted the name that is not there; empty if it is there
   * @param known the names that are there instead
   */
  public record Problem(String text, String wanted, List<String> known) {
    /** Copies the names. */
    public Problem {
      known = List.copyOf(known);
    }

    /** Returns {@code " Did you mean …?"} if a name that is there is close, else nothing. */
    public String hint() {
      String simple = simple(wanted);
      return known.stream()
          .filter(name -> !simple.isEmpty() && simple(name).equals(simple))
          .findFirst()
          .map(" Did you mean %s?"::formatted)
          .orElseGet(() -> wanted.isEmpty() ? "" : Spelling.hint(wanted, known));
    }

    private static String simple(String name) {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /**
   * Opens the code.
   *
   * @throws UncheckedIOException if the files cannot be read
   */
  public HandlerCheck(List<Path> classPath) {
    this.code = new CodeFiles(classPath);
  }

  /** Returns the version of Java that a handler's class is compiled for; empty if unknown. */
  public OptionalInt release(String handler) {
    ClassOutline type = code.outline(handler.replaceFirst("::.*", ""));
    return type == null ? OptionalInt.empty() : OptionalInt.of(type.release());
  }

  /** Returns what keeps a handler from being invoked; empty if nothing does. */
  public Optional<Problem> problem(String handler) {
    int colons = handler.indexOf("::");
    String name = colons < 0 ? handler : handler.substring(0, colons);
    String method = colons < 0 ? METHOD : handler.substring(colons + 2);
    if (!code.has(name)) {
      return Optional.of(new Problem("does not name a class of its code", name, code.classes()));
    }
    ClassOutline type = code.outline(name);
    if (type == null) {
      return Optional.empty();
    }
    List<String> methods = new ArrayList<>();
    Search search = new Search();
    search.collect(type, methods, 0);
    if (method.equals(METHOD) && search.isHandler) {
      return unconstructible(type);
    }
    if (search.isOpen) {
      return Optional.empty();
    }
    if (colons < 0) {
      return Optional.of(
          new Problem(
              "implements neither RequestHandler nor RequestStreamHandler. Implement one, or name a method as in %s::handleRequest"
                  .formatted(name),
              "",
              List.of()));
    }
    return methods.contains(method)
        ? Optional.empty()
        : Optional.of(new Problem("does not name a public method of its class", method, methods));
  }

  private static Optional<Problem> unconstructible(ClassOutline type) {
    return type.isConstructible()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "cannot be constructed. Make it a public class, not abstract and not inner, with a"
                    + " public constructor without parameters",
                "",
                List.of()));
  }

  /** Returns the classes of the code itself, without its libraries, that are whole handlers. */
  public List<String> handlers() {
    return code.classes().stream().filter(name -> isHandler(code.outline(name))).toList();
  }

  private boolean isHandler(@Nullable ClassOutline type) {
    if (type == null || !type.isConstructible()) {
      return false;
    }
    Search search = new Search();
    search.collect(type, new ArrayList<>(), 0);
    return search.isHandler;
  }

  /** Looks through a class, what it extends and what it implements. */
  private final class Search {
    private boolean isHandler;

    /** Whether a part of it is not among the files. */
    private boolean isOpen;

    void collect(ClassOutline type, List<String> methods, int depth) {
      methods.addAll(type.methods());
      for (String above : type.supertypes()) {
        if (above.startsWith("com.amazonaws.services.lambda.runtime.Request")) {
          isHandler = true;
        } else if (!above.startsWith("java.")) {
          ClassOutline next = depth < MAX_DEPTH ? code.outline(above) : null;
          isOpen |= next == null;
          if (next != null) {
            collect(next, methods, depth + 1);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    code.close();
  }
}
