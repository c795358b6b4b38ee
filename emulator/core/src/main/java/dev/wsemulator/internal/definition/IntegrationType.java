package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import java.util.stream.Stream;

/** The types of integrations that WebSocket APIs have. */
public enum IntegrationType {
  AWS,
  AWS_PROXY,
  HTTP,
  HTTP_PROXY,
  MOCK;

  static String[] names() {
    return Stream.of(values()).map(Enum::name).toArray(String[]::new);
  }

  /** Returns the type of an integration; one that does not exist is refused elsewhere. */
  static IntegrationType of(Document integration) {
    String name = integration.text("integrationType").orElse("");
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst().orElse(AWS);
  }

  /** Returns whether this is the name of a type whose answers need an integration response. */
  public static boolean needsResponse(String name) {
    return Stream.of(values()).anyMatch(type -> type.name().equals(name) && !type.isProxy());
  }

  private boolean isProxy() {
    return switch (this) {
      case AWS_PROXY, HTTP_PROXY -> true;
      case AWS, HTTP, MOCK -> false;
    };
  }
}
