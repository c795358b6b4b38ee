package dev.wsemulator.internal.aws.sqs;

/**
 * A call is refused: its name in the JSON protocol, its code in the query protocol, and the words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
final class SqsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String QUERY = "AWS.SimpleQueueService.";

  private final String shape;
  private final String code;

  private SqsException(String shape, String code, String message) {
    super(message, null, false, false);
    this.shape = shape;
    this.code = code;
  }

  /** Returns the name in the JSON protocol, such as {@code QueueDoesNotExist}. */
  String shape() {
    return shape;
  }

  /** Returns the code in the query protocol. */
  String code() {
    return code;
  }

  static SqsException noQueue() {
    return new SqsException(
        "QueueDoesNotExist", QUERY + "NonExistentQueue", "The specified queue does not exist.");
  }

  static SqsException queueExists(String attribute) {
    return new SqsException(
        "QueueNameExists",
        "QueueAlreadyExists",
        "A queue already exists with the same name and a different value for attribute "
            + attribute);
  }

  static SqsException unknownAttribute(String name) {
    return new SqsException(
        "InvalidAttributeName", "InvalidAttributeName", "Unknown Attribute " + name + ".");
  }

  static SqsException attributeValue(String name) {
    return new SqsException(
        "InvalidAttributeValue",
        "InvalidAttributeValue",
        "Invalid value for the parameter " + name + ".");
  }

  static SqsException parameter(String message) {
    return new SqsException("InvalidParameterValueException", "InvalidParameterValue", message);
  }

  static SqsException parameter(String name, Object value, String reason) {
    return parameter(
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, name, reason));
  }

  static SqsException missing(String name) {
    return new SqsException(
        "MissingRequiredParameterException",
        "MissingParameter",
        "The request must contain the parameter " + name + ".");
  }

  static SqsException receipt(String handle) {
    return new SqsException(
        "ReceiptHandleIsInvalid",
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"%s\" is not a valid receipt handle.".formatted(handle));
  }

  static SqsException contents() {
    return new SqsException(
        "InvalidMessageContents",
        "InvalidMessageContents",
        "Invalid binary character was found in the message body, the set of allowed characters is"
            + " #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
  }

  static SqsException overLimit(String message) {
    return new SqsException("OverLimit", "OverLimit", message);
  }

  static SqsException unsupported(String message) {
    return new SqsException("UnsupportedOperation", QUERY + "UnsupportedOperation", message);
  }

  static SqsException noTask() {
    return new SqsException(
        "ResourceNotFoundException", "ResourceNotFoundException", "Task does not exist.");
  }

  static SqsException noAction(String operation) {
    return new SqsException(
        "UnknownOperationException",
        "InvalidAction",
        "The action %s is not valid for this endpoint.".formatted(operation));
  }

  /** Returns an error whose code in the query protocol has the service's prefix. */
  static SqsException of(String shape, String message) {
    return new SqsException(shape, QUERY + shape, message);
  }
}
