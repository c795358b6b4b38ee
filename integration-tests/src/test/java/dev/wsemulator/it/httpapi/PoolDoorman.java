package dev.wsemulator.it.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authorizer of a WebSocket API: it lets in who has a token of the user pool. A library for
 * JSON is not there, because functions bring their own.
 */
public final class PoolDoorman implements RequestStreamHandler {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), UTF_8);
    String answer =
        """
        {"principalId":"user","policyDocument":{"Version":"2012-10-17","Statement":[
          {"Action":"execute-api:Invoke","Effect":"%s","Resource":"%s"}]}}"""
            .formatted(isGood(text(event, "token")) ? "Allow" : "Deny", text(event, "methodArn"));
    out.write(answer.getBytes(UTF_8));
  }

  private static boolean isGood(String token) throws IOException {
    String pool = System.getenv("POOL");
    String issuer =
        "https://cognito-idp.%s.amazonaws.com/%s"
            .formatted(pool.substring(0, pool.indexOf('_')), pool);
    String[] parts = token.split("\\.");
    String claims = new String(BASE64.decode(parts[1]), UTF_8);
    return isSigned(parts, issuer)
        && text(claims, "iss").equals(issuer)
        && text(claims, "token_use").equals("access")
        && text(claims, "client_id").equals(System.getenv("CLIENT"));
  }

  private static boolean isSigned(String[] parts, String issuer) throws IOException {
    String keyId = text(new String(BASE64.decode(parts[0]), UTF_8), "kid");
    URI keys = URI.create(issuer + "/.well-known/jwks.json");
    try (InputStream in = keys.toURL().openConnection().getInputStream()) {
      for (String key : new String(in.readAllBytes(), UTF_8).split("\\},\\{")) {
        if (text(key, "kid").equals(keyId)) {
          return verifies(key, parts);
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean verifies(String key, String[] parts) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    return signature.verify(BASE64.decode(parts[2]));
  }

  private static BigInteger number(String key, String name) {
    return new BigInteger(1, BASE64.decode(text(key, name)));
  }

  private static String text(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}
