package dev.wsemulator.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a token of a user pool says. Immutable.
 *
 * <pre>{@code
 * UserToken.id("ann").groups("admins").claim("email", "ann@example.com").build()
 * }</pre>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html">Identity
 *     tokens</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">Access
 *     tokens</a>
 */
public sealed interface UserToken {

  /** The kinds of tokens. */
  enum Use {
    /** Who the user is. */
    ID,
    /** What the user may do. */
    ACCESS
  }

  /** Returns its kind. */
  Use use();

  /** Returns the user's name. */
  String username();

  /** Returns the user's {@code sub}; if empty, it follows from the pool and the name. */
  Optional<String> sub();

  /** Returns the app client, by its id or its logical id; if empty, the pool's first one. */
  Optional<String> client();

  /** Returns the user's groups, by precedence. */
  List<String> groups();

  /** Returns the scopes of an access token. */
  List<String> scopes();

  /** Returns further claims, which override those that the pool makes. */
  Map<String, Object> claims();

  /** Returns how long it is valid; if empty, as long as the app client says. */
  Optional<Duration> lifetime();

  /** Returns a builder of an identity token. */
  static Builder id(String username) {
    return new Builder(Use.ID, username);
  }

  /** Returns a builder of an access token. */
  static Builder access(String username) {
    return new Builder(Use.ACCESS, username);
  }

  /** Builds what a token says. Not thread-safe. */
  final class Builder {
    private final Use use;
    private final String username;
    private final List<String> groups = new ArrayList<>();
    private final List<String> scopes = new ArrayList<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private Optional<String> sub = Optional.empty();
    private Optional<String> client = Optional.empty();
    private Optional<Duration> lifetime = Optional.empty();

    private Builder(Use use, String username) {
      this.use = use;
      this.username = Objects.requireNonNull(username, "username");
    }

    /** Sets the user's {@code sub}. */
    public Builder sub(String value) {
      sub = Optional.of(value);
      return this;
    }

    /** Sets the app client, by its id or its logical id. */
    public Builder client(String id) {
      client = Optional.of(id);
      return this;
    }

    /** Adds groups of the user. */
    public Builder groups(String... names) {
      groups.addAll(List.of(names));
      return this;
    }

    /** Adds scopes of an access token. */
    public Builder scopes(String... names) {
      scopes.addAll(List.of(names));
      return this;
    }

    /**
     * Adds a claim, such as an attribute of the user; it overrides one that the pool makes.
     *
     * @param value a text, a number, a boolean, or a list or a map of such values
     */
    public Builder claim(String name, Object value) {
      claims.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Sets how long it is valid; a negative time is that of a token that has expired. */
    public Builder lifetime(Duration value) {
      lifetime = Optional.of(value);
      return this;
    }

    /** Returns what the token says. */
    public UserToken build() {
      return new Built(
          use,
          username,
          sub,
          client,
          List.copyOf(groups),
          List.copyOf(scopes),
          Collections.unmodifiableMap(new LinkedHashMap<>(claims)),
          lifetime);
    }

    private record Built(
        Use use,
        String username,
        Optional<String> sub,
        Optional<String> client,
        List<String> groups,
        List<String> scopes,
        Map<String, Object> claims,
        Optional<Duration> lifetime)
        implements UserToken {}
  }
}
