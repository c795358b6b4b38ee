package dev.wsemulator.stack;

/**
 * A parameter of Systems Manager's parameter store. Immutable.
 *
 * @param name its name, such as {@code /chat/greeting}
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param value its value
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html">Parameter</a>
 */
public record Parameter(String name, String type, String value) {}
