package dev.wsemulator.internal.aws.sqs.protocol;

/**
 * A call is refused: its name in the JSON protocol, its code in the query protocol, and the words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
public final class SqsException extends RuntimeException {
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
  public String shape() {
    return shape;
  }

  /** Returns the code in the query protocol. */
  public String code() {
    return code;
  }

  public static SqsException noQueue() {
    return new SqsException(
        "QueueDoesNotExist", QUERY + "NonExistentQueue", "The specified queue does not exist.");
  }

  public static SqsException queueExists(String attribute) {
    return new SqsException(
        "QueueNameExists",
        "QueueAlreadyExists",
        "A queue already exists with the same name and a different value for attribute "
            + attribute);
  }

  public static SqsException unknownAttribute(String name) {
    return new SqsException(
        "InvalidAttributeName", "InvalidAttributeName", "Unknown Attribute " + name + ".");
  }

  public static SqsException attributeValue(String name) {
    return new SqsException(
        "InvalidAttributeValue",
        "InvalidAttributeValue",
        "Invalid value for the parameter " + name + ".");
  }

  public static SqsException parameter(String message) {
    return new SqsException("InvalidParameterValueException", "InvalidParameterValue", message);
  }

  public static SqsException parameter(String name, Object value, String reason) {
    return parameter(
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, name, reason));
  }

  public static SqsException missing(String name) {
    return new SqsException(
        "MissingRequiredParameterException",
        "MissingParameter",
        "The request must contain the parameter " + name + ".");
  }

  public static SqsException receipt(String handle) {
    return new SqsException(
        "ReceiptHandleIsInvalid",
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"%s\" is not a valid receipt handle.".formatted(handle));
  }

  public static SqsException contents() {
    return new SqsException(
        "InvalidMessageContents",
        "InvalidMessageContents",
        "Invalid binary character was found in the message body, the set of allowed characters is"
            + " #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
  }

  public static SqsException overLimit(String message) {
    return new SqsException("OverLimit", "OverLimit", message);
  }

  public static SqsException unsupported(String message) {
    return new SqsException("UnsupportedOperation", QUERY + "UnsupportedOperation", message);
  }

  public static SqsException noTask() {
    return new SqsException(
        "ResourceNotFoundException", "ResourceNotFoundException", "Task does not exist.");
  }

  public static SqsException noAction(String operation) {
    return new SqsException(
        "UnknownOperationException",
        "InvalidAction",
        "The action %s is not valid for this endpoint.".formatted(operation));
  }

  /** Returns an error whose code in the query protocol has the service's prefix. */
  public static SqsException of(String shape, String message) {
    return new SqsException(shape, QUERY + shape, message);
  }
}
