package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import java.util.List;

/** An authorizer of a template, which routes use with scopes of their own. */
@FunctionalInterface
interface AuthorizerEntry {
  /** Lets everyone in. */
  AuthorizerEntry OPEN = scopes -> new HttpAuthorization.Open();

  /** Lets in who has signed. */
  AuthorizerEntry IAM = scopes -> new HttpAuthorization.Iam();

  /** Returns the authorization of a route. */
  HttpAuthorization of(List<String> scopes);
}
