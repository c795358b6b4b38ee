package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.api.HttpApi;

/** Decides which responses of REST APIs are bytes. */
public final class BinaryTypes {
  private BinaryTypes() {}

  /**
   * Returns whether a response in Base64 is decoded: always by HTTP APIs, and by REST APIs if the
   * first type that the client accepts is one of their binary media types.
   */
  public static boolean isDecoded(HttpCall call) {
    HttpApi api = call.target().api();
    return !call.target().isRest()
        || Payload.isOneOf(
            Payload.mediaType(call.request().header("Accept").orElse("*/*")),
            api.binaryMediaTypes());
  }
}
