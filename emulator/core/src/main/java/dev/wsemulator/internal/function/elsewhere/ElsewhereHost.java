package dev.wsemulator.internal.function.elsewhere;

import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.log.Attribution;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.lambda.FunctionDefinition;

/** Runs a function elsewhere: at a Lambda endpoint that the emulator calls. Thread-safe. */
public final class ElsewhereHost implements FunctionHost {
  private final FunctionConsole console;
  private final Environments environments;

  /**
   * @param remote invokes functions that run elsewhere
   */
  public ElsewhereHost(
      FunctionDefinition definition, HostServices services, RemoteFunctions remote) {
    this.console = services.logs().console(definition, Attribution.NONE);
    this.environments =
        new UnboundedEnvironments(
            () -> new ElsewhereEnvironment(definition, console, remote, services.workers()));
  }

  @Override
  public Environments environments() {
    return environments;
  }

  @Override
  public FunctionConsole console() {
    return console;
  }

  @Override
  public void preload() {}

  @Override
  public void renew() {}

  @Override
  public void retire() {}

  @Override
  public void stop() {}

  @Override
  public void close() {}
}
