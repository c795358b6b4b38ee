package dev.wsemulator.internal.httpapi.event;

import java.util.List;

/**
 * The input of the function of an authorizer in addition to the request. Immutable.
 *
 * @param arn the ARN of what the client wants to call
 * @param sources the values of the identity sources
 */
public record AuthorizerInput(String arn, List<String> sources) {
  /** Copies the values. */
  public AuthorizerInput {
    sources = List.copyOf(sources);
  }
}
