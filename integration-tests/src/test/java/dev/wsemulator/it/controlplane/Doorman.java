package dev.wsemulator.it.controlplane;

import java.util.List;
import java.util.Map;

/** An authorizer that lets in whoever has the right token. */
public final class Doorman {

  /** Decides about a handshake. */
  public Map<String, Object> handle(Map<String, Object> event) {
    Map<?, ?> query = (Map<?, ?>) event.get("queryStringParameters");
    boolean known = System.getenv("TOKEN").equals(query.get("token"));
    return Map.of(
        "principalId",
        "guest",
        "policyDocument",
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Action",
                    "execute-api:Invoke",
                    "Effect",
                    known ? "Allow" : "Deny",
                    "Resource",
                    event.get("methodArn")))));
  }
}
