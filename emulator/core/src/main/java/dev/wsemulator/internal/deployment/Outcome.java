package dev.wsemulator.internal.deployment;

import dev.wsemulator.journal.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The outcome of a call of a route's back end. Immutable. */
public sealed interface Outcome {

  /** Returns the corresponding HTTP status: of a handshake, and in logs. */
  int status();

  /**
   * The back end answered.
   *
   * @param status its status code, or the one that the integration response made of it
   * @param headers its headers; only a handshake uses one
   * @param body the text for the client of a two-way route; may be empty
   */
  record Answered(int status, Map<String, String> headers, String body) implements Outcome {
    /** Checks that nothing is missing. */
    public Answered {
      Objects.requireNonNull(headers, "headers");
      Objects.requireNonNull(body, "body");
    }

    /** Returns the value of a header, whatever the letter case of its name (HS-16). */
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }

  /**
   * The back end did not answer, or not as it must.
   *
   * @param failure what went wrong
   * @param detail what the execution log says of it
   * @param why why, for the author of the API
   */
  record Failed(Failure failure, String detail, Reason why) implements Outcome {
    /** Checks that nothing is missing. */
    public Failed {
      Objects.requireNonNull(failure, "failure");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(why, "why");
    }

    @Override
    public int status() {
      return failure.status;
    }
  }

  /**
   * Failures, with the status of a refused handshake and the message for the client.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
   *     response types</a>
   */
  enum Failure {
    /** The function threw, or its answer is malformed. */
    BAD_ANSWER(502, "Internal server error"),
    /** The back end may not, or cannot, be called. */
    REJECTED(500, "Internal server error"),
    /** The integration is not set up for this message or this answer. */
    CONFIGURATION(500, "Internal server error"),
    /** The back end could not be reached. */
    UNREACHABLE(504, "Internal server error"),
    /** The gateway stopped waiting; the back end continues. */
    TIMED_OUT(504, "Endpoint request timed out"),
    /** There is no template for this message, and it must not be passed through. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type");

    private final int status;
    private final String message;

    Failure(int status, String message) {
      this.status = status;
      this.message = message;
    }

    /** Returns the HTTP status of a handshake that fails by this. */
    public int status() {
      return status;
    }

    /** Returns the message for the client. */
    public String message() {
      return message;
    }
  }
}
