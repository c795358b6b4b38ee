package dev.wsemulator.internal.issuer;

import dev.wsemulator.internal.json.JsonText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two key pairs of a user pool: one signs identity tokens, the other access tokens. Immutable.
 *
 * @param id signs identity tokens
 * @param access signs access tokens
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     tokens</a>
 */
record SigningKeys(KeyPair id, KeyPair access) {
  private static final int BITS = 2048;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  /** Returns new keys. */
  static SigningKeys create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return new SigningKeys(generator.generateKeyPair(), generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has RSA.", e);
    }
  }

  /** Returns a token. */
  static String signed(KeyPair pair, Map<String, Object> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kid", keyId(pair));
    header.put("alg", "RS256");
    String text = encoded(header) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has RS256.", e);
    }
  }

  private static String encoded(Map<String, Object> json) {
    return URL.encodeToString(JsonText.of(json).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the JSON Web Key Set. */
  String publicKeys() {
    return JsonText.of(Map.of("keys", List.of(publicKey(id), publicKey(access))));
  }

  private static Map<String, Object> publicKey(KeyPair pair) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("alg", "RS256");
    json.put("e", encoded(key.getPublicExponent()));
    json.put("kid", keyId(pair));
    json.put("kty", "RSA");
    json.put("n", encoded(key.getModulus()));
    json.put("use", "sig");
    return json;
  }

  /** Returns a number without its sign. */
  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    byte[] unsigned = new byte[bytes.length - from];
    System.arraycopy(bytes, from, unsigned, 0, unsigned.length);
    return URL.encodeToString(unsigned);
  }

  private static String keyId(KeyPair pair) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
