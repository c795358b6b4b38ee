package dev.wsemulator.internal.aws.service;

import org.eclipse.jetty.server.Handler;

/** A service inside the emulator's process. It ends when its handler is stopped. */
public interface EmbeddedService extends RunningService {

  /** Returns what answers its requests. */
  Handler handler();
}
