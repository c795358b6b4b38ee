package dev.wsemulator.internal.transport;

import dev.wsemulator.journal.Reason;

/** Why the server refuses a request before anything else looks at it. */
final class RefusalReasons {
  private RefusalReasons() {}

  static Reason urlTooLong(int length, int limit) {
    return Reason.of("url-too-long", "The URL has %d characters.".formatted(length))
        .expected("It may have %d.".formatted(limit))
        .advice("Send less in the query string, for example a short token.");
  }

  static Reason badHandshake(String problem) {
    return Reason.of("bad-handshake", "The handshake is not as RFC 6455 wants it.")
        .found(problem)
        .advice("Connect by a WebSocket client.");
  }

  static Reason badPath() {
    return Reason.of("bad-path", "The path has an encoded slash.")
        .advice("Encode slashes only in the calls of the control plane.");
  }

  static Reason foreignPage(String origin, String host) {
    return Reason.of("foreign-page", "The request is of a page of another site.")
        .expected("The host is an address or a localhost name, and an Origin is of the same host.")
        .found("The host is %s, the Origin is %s.".formatted(host, origin))
        .advice("Call from a page that the emulator serves, or from a program.");
  }

  static Reason noUpgrade() {
    return Reason.of("no-upgrade", "The request at a stage's URL asks for no WebSocket.")
        .expected("A handshake, or a call of /@connections/{connectionId}.")
        .advice("Connect by a WebSocket client.");
  }

  static Reason noMethod(String path) {
    return Reason.of("no-connections-path", "The path of the call is not one of @connections.")
        .expected("The path is /{stage}/@connections/{connectionId}.")
        .found("It is %s.".formatted(path))
        .advice("Use the endpoint of the stage, with nothing between it and /@connections.");
  }

  static Reason ofServer(int status) {
    if (status >= 500) {
      return Reason.of("emulator-failed", "The emulator failed where it should not.")
          .advice("Please report it, with the request.");
    }
    return Reason.of("bad-request", "The request is not valid HTTP, or too long.")
        .found("The server library refused it with %d.".formatted(status))
        .advice("Look at its path, headers and their length.");
  }

  static Reason frameTooLong(int bytes, int limit) {
    return Reason.of("frame-too-long", "The client sent a frame of %d bytes.".formatted(bytes))
        .expected("A frame may have %d bytes, inflated.".formatted(limit))
        .advice("Send shorter frames; a message may have several.");
  }

  static Reason messageTooLong(int bytes, int limit) {
    return Reason.of(
            "message-too-long", "The client sent a message of %d bytes or more.".formatted(bytes))
        .expected("A message may have %d bytes, inflated.".formatted(limit))
        .advice("Send less, or put large things into a bucket.");
  }

  static Reason postTooLong(int limit) {
    return Reason.of("post-too-long", "The body of a post is too long.")
        .expected("It may have %d bytes.".formatted(limit))
        .advice("Post less, or put large things into a bucket. SDKs have no exception for 413.");
  }

  static Reason emptyFrames(int limit) {
    return Reason.of("empty-frames", "The client sent a message with many empty frames.")
        .expected("A message may have %d of them.".formatted(limit))
        .advice("Send frames that have something in them.");
  }

  static Reason unreadable() {
    return Reason.of("frame-too-long", "The client sent a frame that is too long to be read.")
        .advice("Send shorter frames; a message may have several.");
  }

  static Reason notWritten(Throwable failure) {
    return Reason.of("not-written", "A message could not be written to the client.")
        .found(String.valueOf(failure))
        .advice("The connection was lost, as a client that misses a message must not seem well.");
  }
}
