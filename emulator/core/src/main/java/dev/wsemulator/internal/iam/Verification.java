package dev.wsemulator.internal.iam;

import dev.wsemulator.journal.Reason;

/** The result of the verification of a request's signature. */
public sealed interface Verification {

  /** Returns the message for the caller; empty if the signature is valid. */
  String message();

  /** The kinds of problems that AWS has different errors for. */
  enum Problem {
    /** There is no signature. */
    NOT_SIGNED,
    /** The key is unknown. */
    UNKNOWN_KEY,
    /** The signature is not acceptable, or wrong. */
    INVALID_SIGNATURE
  }

  /** Returns what kind of problem there is. */
  Problem problem();

  /** Returns why the caller is refused, for the author of the API. */
  Reason why();

  /**
   * The signature is right.
   *
   * @param identity the caller
   */
  record Verified(CallerPrincipal identity) implements Verification {
    @Override
    public String message() {
      return "";
    }

    @Override
    public Problem problem() {
      throw new IllegalStateException("The signature is right.");
    }

    @Override
    public Reason why() {
      throw new IllegalStateException("The signature is right.");
    }
  }

  /** There is no signature. */
  record Unsigned() implements Verification {
    @Override
    public String message() {
      return "Missing Authentication Token";
    }

    @Override
    public Problem problem() {
      return Problem.NOT_SIGNED;
    }

    @Override
    public Reason why() {
      return Reason.of("not-signed", "The request is not signed.")
          .expected("A signature of AWS Signature Version 4, for the service execute-api.")
          .advice(
              "Use an AWS SDK or the AWS CLI, or sign the request. In tests, verifyIdentity(false) accepts unsigned calls.");
    }
  }

  /**
   * The key is unknown.
   *
   * @param accessKeyId the key
   */
  record UnknownKey(String accessKeyId) implements Verification {
    @Override
    public String message() {
      return "The security token included in the request is invalid.";
    }

    @Override
    public Problem problem() {
      return Problem.UNKNOWN_KEY;
    }

    @Override
    public Reason why() {
      return Reason.of("unknown-key", "The access key %s is unknown.".formatted(accessKeyId))
          .expected(
              "A function's key, from its environment, or the owner's: test with the secret test.")
          .advice("Correct AWS_ACCESS_KEY_ID of the caller.");
    }
  }

  /**
   * The signature cannot be read, or is too old.
   *
   * @param message what is wrong
   */
  record Unacceptable(String message) implements Verification {
    @Override
    public Problem problem() {
      return Problem.INVALID_SIGNATURE;
    }

    @Override
    public Reason why() {
      return Reason.of("unacceptable-signature", "The signature cannot be accepted.")
          .found(message)
          .advice("Check the caller's region, clock and signing code.");
    }
  }

  /**
   * The signature is for another region than this one.
   *
   * @param message what is wrong
   * @param scoped the region that it is for
   * @param region the emulator's
   */
  record ElsewhereScoped(String message, String scoped, String region) implements Verification {
    @Override
    public Problem problem() {
      return Problem.INVALID_SIGNATURE;
    }

    @Override
    public Reason why() {
      return Reason.of("wrong-region", "The caller signs for another region.")
          .found(message)
          .expected("The region of the emulator, %s.".formatted(region))
          .advice(
              "If the application is for %s, start with --parameter AWS::Region=%s; else correct the caller's region."
                  .formatted(scoped, scoped));
    }
  }

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

    @Override
    public Problem problem() {
      return Problem.INVALID_SIGNATURE;
    }

    @Override
    public Reason why() {
      return Reason.of("wrong-signature", "The signature does not match.")
          .expected("The string to sign is: %s".formatted(stringToSign.replace("\n", "\\n")))
          .advice(
              "Correct AWS_SECRET_ACCESS_KEY of the caller, and make sure that the request is not changed after signing.");
    }
  }
}
