package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives other extensions access to the emulator of a test. Thread-safe. */
public final class RunningEmulator {
  private static final Namespace NAMESPACE = Namespace.create(RunningEmulator.class);

  private RunningEmulator() {}

  /** Returns the emulator without a name that was started for a test, or for its class. */
  public static Optional<WebSocketApiEmulator> of(ExtensionContext context) {
    return of(context, "");
  }

  /** Returns the emulator of a name that was started for a test, or for its class. */
  public static Optional<WebSocketApiEmulator> of(ExtensionContext context, String name) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(name, Kept.class))
        .map(Kept::emulator);
  }

  static void put(ExtensionContext context, String name, WebSocketApiEmulator emulator) {
    context.getStore(NAMESPACE).put(name, new Kept(emulator));
  }

  /** Keeps JUnit from closing it: its owner does. */
  private record Kept(WebSocketApiEmulator emulator) {}
}
