package dev.wsemulator.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error of a service of AWS.
 *
 * @param error its code
 * @param message what the service says; empty for AWS's words
 */
record AwsErrorCode(String error, String message) {
  AwsErrorCode {
    if (!error.matches("[A-Za-z0-9.]+")) {
      throw new IllegalArgumentException(
          "Invalid error code \"%s\". Use the code of an error of AWS, such as ThrottlingException."
              .formatted(error));
    }
  }

  /** Returns the admin API's words of it. */
  Map<String, Object> words() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("error", error);
    words.put("message", message);
    return words;
  }
}
