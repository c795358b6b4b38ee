package dev.wsemulator.it.example;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fails; run by {@link ExamplesIT} only. */
class LeavesAConnection {
  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.builder().api(WebSocketApi.builder("chat").build()).build();

  @Test
  void open() {
    TestClient.connect(EMULATOR.emulator().webSocketUrl());
  }
}
