package dev.wsemulator.cli.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The process: its input, terminal and environment variables. Immutable.
 *
 * @param in standard input
 * @param isTerminal whether the process is interactive
 * @param variables returns an environment variable, or {@code null}
 */
public record ProcessEnvironment(
    InputStream in, boolean isTerminal, UnaryOperator<@Nullable String> variables) {
  private static final String NAME = "websocket-api-emulator";

  /** Returns the real ones. */
  public static ProcessEnvironment system() {
    return new ProcessEnvironment(System.in, isOnTerminal(), System::getenv);
  }

  /** From JDK 22 on there is a console even without a terminal; it can be asked. */
  private static boolean isOnTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The type of the console is unknown.", e);
    }
  }

  /** Returns standard output, in UTF-8 if it is not a terminal, whatever the locale. */
  public PrintWriter out() {
    return writer(FileDescriptor.out);
  }

  /** Returns standard error, encoded as standard output is. */
  public PrintWriter err() {
    return writer(FileDescriptor.err);
  }

  private PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), charset()), true);
  }

  /** Returns the charset of the terminal. */
  public Charset charset() {
    Console console = System.console();
    return isTerminal && console != null ? console.charset() : StandardCharsets.UTF_8;
  }

  /** Returns the user's folder for what programs remember. */
  public Path stateFolder() {
    String state = variables.apply("XDG_STATE_HOME");
    if (state != null && Path.of(state).isAbsolute()) {
      return Path.of(state, NAME);
    }
    String windows = variables.apply("LOCALAPPDATA");
    return windows == null
        ? Path.of(System.getProperty("user.home"), ".local", "state", NAME)
        : Path.of(windows, NAME);
  }
}
