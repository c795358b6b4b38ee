package dev.wsemulator.internal.aws.service;

import java.util.List;

/** A service that speaks AWS's JSON protocol 1.1, and is embedded beside LocalStack, too. */
public interface JsonAwsService extends AwsService {

  /**
   * What its common errors are called.
   *
   * @param unavailable status 503
   * @param refused any other status of a client's error but 400 and 403
   * @param failed any other status of the service's error
   */
  record ErrorCodes(String unavailable, String refused, String failed) {}

  /** Returns the names of its common errors. */
  ErrorCodes errorCodes();

  @Override
  default List<String> localStackServices() {
    return List.of();
  }

  @Override
  default AwsResponse failure(int status) {
    ErrorCodes codes = errorCodes();
    String code =
        switch (status) {
          case 400 -> "ThrottlingException";
          case 403 -> "AccessDeniedException";
          case 503 -> codes.unavailable();
          default -> status < 500 ? codes.refused() : codes.failed();
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  default AwsResponse error(int status, String code, String message) {
    return AwsResponse.jsonError("1.1", status, code, message);
  }
}
