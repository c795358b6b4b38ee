package dev.wsemulator.stack;

/**
 * A secret of Secrets Manager. Immutable.
 *
 * @param name its name
 * @param arn its ARN, with the six characters that Secrets Manager puts behind the name
 * @param value its text
 */
public record Secret(String name, String arn, String value) {

  /** Returns the name, without the value. */
  @Override
  public String toString() {
    return "Secret[" + name + "]";
  }
}
