package dev.wsemulator.internal.iam;

/** What came of verifying a request's signature. */
public sealed interface Verification {

  /** Returns what the caller is told; empty if the signature is right. */
  String message();

  /**
   * The signature is right.
   *
   * @param identity the caller
   */
  record Verified(Identity identity) implements Verification {
    @Override
    public String message() {
      return "";
    }
  }

  /** There is no signature. */
  record Unsigned() implements Verification {
    @Override
    public String message() {
      return "Missing Authentication Token";
    }
  }

  /**
   * Nobody here has this key.
   *
   * @param accessKeyId the key
   */
  record UnknownKey(String accessKeyId) implements Verification {
    @Override
    public String message() {
      return "The security token included in the request is invalid.";
    }
  }

  /**
   * The signature cannot be read, or is too old.
   *
   * @param message what is wrong
   */
  record Unacceptable(String message) implements Verification {}

  /**
   * The signature is wrong.
   *
   * @param canonicalRequest what should have been signed
   * @param stringToSign what follows from it
   */
  record Mismatch(String canonicalRequest, String stringToSign) implements Verification {
    @Override
    public String message() {
      return "The request signature we calculated does not match the signature you provided. Check"
          + " your AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.\n\nThe Canonical String for this request should have been\n'"
          + canonicalRequest
          + "'\n\nThe String-to-Sign should have been\n'"
          + stringToSign
          + "'\n";
    }
  }
}
