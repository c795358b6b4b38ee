package dev.wsemulator.cli.command;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** A connection id as an argument; it can begin with a hyphen without being an option. */
final class ConnectionId implements IParameterPreprocessor, ITypeConverter<String> {
  /** What no id has in it. */
  private static final String MARK = "id:";

  private static final String LIKE_AN_OPTION = "-[A-Za-z0-9_-]{14}=";

  ConnectionId() {}

  /** Marks ids before options are looked for. */
  @Override
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    arguments.replaceAll(text -> text.matches(LIKE_AN_OPTION) ? MARK + text : text);
    return false;
  }

  @Override
  public String convert(String text) {
    return text.startsWith(MARK + "-") ? text.substring(MARK.length()) : text;
  }
}
