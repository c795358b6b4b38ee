package dev.wsemulator.internal.function.process.system;

import java.util.List;
import java.util.Map;

/** macOS, which has no {@code setsid}, but Perl. */
public final class MacSystem extends HostSystem {
  private static final String OWN_SESSION = "use POSIX; POSIX::setsid(); exec @ARGV or exit 127";

  private final boolean hasPerl;

  public MacSystem(Map<String, String> environment) {
    super(environment);
    this.hasPerl = find("perl").isPresent();
  }

  @Override
  public boolean hasShell() {
    return true;
  }

  @Override
  public List<String> ownSession(List<String> command) {
    return hasPerl ? behind(List.of("perl", "-e", OWN_SESSION, "--"), command) : command;
  }

  @Override
  public List<String> fileNames(String program) {
    return List.of(program);
  }

  @Override
  public List<String> neededVariables() {
    return List.of();
  }
}
