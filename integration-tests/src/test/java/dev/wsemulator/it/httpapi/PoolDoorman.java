package dev.wsemulator.it.httpapi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The authorizer of a WebSocket API: it lets in who has a token of the user pool. */
public final class PoolDoorman implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = JSON.readTree(in);
    String token = event.at("/queryStringParameters/token").asText();
    String answer =
        """
        {"principalId":"user","policyDocument":{"Version":"2012-10-17","Statement":[
          {"Action":"execute-api:Invoke","Effect":"%s","Resource":"%s"}]}}"""
            .formatted(isGood(token) ? "Allow" : "Deny", event.path("methodArn").asText());
    out.write(answer.getBytes(UTF_8));
  }

  private static boolean isGood(String token) throws IOException {
    String pool = System.getenv("POOL");
    String issuer =
        "https://cognito-idp.%s.amazonaws.com/%s"
            .formatted(pool.substring(0, pool.indexOf('_')), pool);
    String[] parts = token.split("\\.");
    JsonNode claims = JSON.readTree(BASE64.decode(parts[1]));
    return isSigned(parts, issuer)
        && claims.path("iss").asText().equals(issuer)
        && claims.path("token_use").asText().equals("access")
        && claims.path("client_id").asText().equals(System.getenv("CLIENT"));
  }

  private static boolean isSigned(String[] parts, String issuer) throws IOException {
    JsonNode header = JSON.readTree(BASE64.decode(parts[0]));
    try (InputStream keys =
        URI.create(issuer + "/.well-known/jwks.json").toURL().openConnection().getInputStream()) {
      for (JsonNode key : JSON.readTree(keys).path("keys")) {
        if (key.path("kid").equals(header.path("kid"))) {
          return verifies(key, parts);
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean verifies(JsonNode key, String[] parts) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    return signature.verify(BASE64.decode(parts[2]));
  }

  private static BigInteger number(JsonNode key, String name) {
    return new BigInteger(1, BASE64.decode(key.path(name).asText()));
  }
}
