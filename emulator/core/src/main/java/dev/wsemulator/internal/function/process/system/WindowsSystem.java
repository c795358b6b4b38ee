package dev.wsemulator.internal.function.process.system;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Windows: programs have endings, no process can be stopped for a while, and none runs without some
 * variables.
 */
public final class WindowsSystem extends HostSystem {
  public WindowsSystem(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public boolean hasShell() {
    return false;
  }

  @Override
  public List<String> ownSession(List<String> command) {
    return command;
  }

  @Override
  public List<String> fileNames(String program) {
    return Stream.of(".exe", ".cmd", ".bat").map(ending -> program + ending).toList();
  }

  @Override
  public List<String> neededVariables() {
    return List.of("SystemRoot", "SystemDrive", "PATHEXT", "TEMP", "TMP", "ComSpec", "windir");
  }
}
