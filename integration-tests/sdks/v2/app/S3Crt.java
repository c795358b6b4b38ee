package app;

import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Writes and reads an object by the client of the AWS Common Runtime. */
final class S3Crt implements Call {
  @Override
  public String make(String event) throws Exception {
    try (S3AsyncClient s3 = S3AsyncClient.crtCreate()) {
      return S3Async.roundTrip(s3);
    }
  }
}
