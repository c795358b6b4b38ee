package dev.wsemulator.translator;

import java.net.URI;

/** What the template tells the functions through environment variables. */
final class Settings {
  private Settings() {}

  static String tableName() {
    return required("TABLE_NAME");
  }

  static String translationsTableName() {
    return required("TRANSLATIONS_TABLE_NAME");
  }

  static String bucketName() {
    return required("BUCKET_NAME");
  }

  /** Where {@code @connections} of the stage are, for functions that the API does not invoke. */
  static URI connectionsEndpoint() {
    return URI.create(required("CONNECTIONS_ENDPOINT"));
  }

  private static String required(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "The environment variable "
              + name
              + " is not set. Set it in the function's Environment in the template.");
    }
    return value;
  }
}
