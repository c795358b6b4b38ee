package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.internal.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An issuer of tokens with a key of its own. */
public final class Tokens {
  /** Whose tokens these are. */
  public static final String ISSUER = "https://id.example.com/pool";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  /** Creates one with a new key. */
  public Tokens() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  /** Returns the public keys, as an issuer serves them. */
  public String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return JsonText.of(
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty",
                    "RSA",
                    "kid",
                    "key-1",
                    "n",
                    BASE64.encodeToString(key.getModulus().toByteArray()),
                    "e",
                    BASE64.encodeToString(key.getPublicExponent().toByteArray())))));
  }

  /** Writes the public keys to a folder. */
  public URI file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("keys.json"), keySet()).toUri();
  }

  /** Returns the claims of a token that is good for an hour. */
  public static Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = Instant.now().getEpochSecond();
    claims.put("iss", ISSUER);
    claims.put("aud", "shop");
    claims.put("sub", "alice");
    claims.put("iat", now - 60);
    claims.put("exp", now + 3600);
    return claims;
  }

  /** Returns a good token with some claims that are different; an empty text removes one. */
  public String token(Map<String, Object> changes) throws GeneralSecurityException {
    return token("RS256", "key-1", changes);
  }

  /** Returns a token with a header of its own. */
  public String token(String algorithm, String keyId, Map<String, Object> changes)
      throws GeneralSecurityException {
    Map<String, Object> claims = claims();
    changes.forEach(
        (name, value) -> {
          if (value.equals("")) {
            claims.remove(name);
          } else {
            claims.put(name, value);
          }
        });
    String head = encoded(Map.of("alg", algorithm, "kid", keyId)) + "." + encoded(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(head.getBytes(UTF_8));
    return head + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(Map<String, Object> json) {
    return BASE64.encodeToString(JsonText.of(json).getBytes(UTF_8));
  }
}
