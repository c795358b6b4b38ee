package dev.wsemulator.internal.aws.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Handler;

/** A service inside the emulator's process. It ends when its handler is stopped. */
public interface EmbeddedService extends RunningService {

  /** Returns what answers its requests. */
  Handler handler();

  /**
   * Takes a message that another service has for it.
   *
   * @param targetArn the ARN of one of its queues, topics or event buses
   * @return completes when it has the message, and exceptionally, with the reason, if it has not
   */
  default CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("Nothing can be sent to " + targetArn + " here."));
  }
}
