package dev.wsemulator.internal.aws.sqs;

/**
 * What the URLs of queues begin with, for one caller: the address by which it has called.
 * Immutable.
 *
 * @param origin for example {@code http://127.0.0.1:4566}
 * @param accountId the account
 */
record UrlBase(String origin, String accountId) {
  String of(String queueName) {
    return origin + "/" + accountId + "/" + queueName;
  }

  /** Returns the name at the end of a queue's URL, or of its path; a name is one itself. */
  static String name(String url) {
    String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
