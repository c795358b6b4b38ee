package dev.wsemulator.internal.function.process;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Windows: programs have endings, no process can be stopped for a while, and none runs without some
 * variables.
 */
final class WindowsSystem extends HostSystem {
  WindowsSystem(Map<String, String> environment) {
    super(environment);
  }

  @Override
  boolean hasShell() {
    return false;
  }

  @Override
  List<String> ownSession(List<String> command) {
    return command;
  }

  @Override
  List<String> fileNames(String program) {
    return Stream.of(".exe", ".cmd", ".bat").map(ending -> program + ending).toList();
  }

  @Override
  List<String> neededVariables() {
    return List.of("SystemRoot", "SystemDrive", "PATHEXT", "TEMP", "TMP", "ComSpec", "windir");
  }

  @Override
  ProcessUsage usage(long pid) {
    long ticks =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(cpu -> cpu.toMillis())
            .orElse(0L);
    return new ProcessUsage(false, ticks, 0, 0);
  }

  @Override
  List<ProcessHandle> withVariable(String name, String value) {
    return List.of();
  }
}
