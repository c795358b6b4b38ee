package dev.wsemulator.api;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What answers the requests of a route of an HTTP or REST API. Immutable. */
public sealed interface HttpIntegration {
  /** How long an HTTP API waits for a function at most. */
  Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  /** How long a REST API waits for a function, unless its quota is raised. */
  Duration MAX_REST_TIMEOUT = Duration.ofSeconds(29);

  /** Returns a function that gets events of a format, and has all the time that there is. */
  static Lambda function(String functionName, PayloadFormat format) {
    return new Lambda(new Callee(functionName, Optional.empty()), format, MAX_TIMEOUT);
  }

  /**
   * The format of events and answers.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
   *     proxy integrations of HTTP APIs</a>
   */
  enum PayloadFormat {
    /** The format 1.0 of HTTP APIs, and the only one of REST APIs. */
    V1,
    /** The format 2.0 of HTTP APIs. */
    V2
  }

  /**
   * A function that an API invokes.
   *
   * @param functionName its name, with an alias or a version behind a colon if one is named; may
   *     hold {@code ${stageVariables.name}}
   * @param credentialsArn the role that invokes it; empty where its own policy must allow it
   */
  record Callee(String functionName, Optional<String> credentialsArn) {
    /** Checks that nothing is missing. */
    public Callee {
      Objects.requireNonNull(functionName, "functionName");
      Objects.requireNonNull(credentialsArn, "credentialsArn");
    }
  }

  /**
   * {@code AWS_PROXY}: a function gets the request as an event and returns the response.
   *
   * @param callee the function
   * @param format the format of events and answers
   * @param timeout how long the API waits
   */
  record Lambda(Callee callee, PayloadFormat format, Duration timeout) implements HttpIntegration {
    /** Checks that nothing is missing. */
    public Lambda {
      Objects.requireNonNull(callee, "callee");
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(timeout, "timeout");
    }
  }

  /**
   * {@code MOCK} of a REST API: always the same response.
   *
   * @param status its status
   * @param headers its headers
   * @param body its body; may be empty
   */
  record Mock(int status, Map<String, String> headers, String body) implements HttpIntegration {
    /** Copies the headers. */
    public Mock {
      headers = Map.copyOf(headers);
      Objects.requireNonNull(body, "body");
    }
  }
}
