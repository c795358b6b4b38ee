package dev.wsemulator.internal.wiring.permission;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.iam.InvokePolicies;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.integration.InvokePermissions;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Permissions.Role;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/**
 * Lets API Gateway invoke functions only as on AWS: by the function's policy, or with a role that
 * it may assume and that allows it. A role that is not known allows everything. Thread-safe.
 */
public final class EnforcedPermissions implements InvokePermissions {
  private final Source source;

  /** The source of policies and roles, read at every call. */
  public interface Source {
    /** Returns where it is. */
    Stack stack();

    /** Returns what the policy of a function allows, by its name without an alias. */
    List<Permission> permissions(String functionName);

    /** Returns the role with an ARN, if it is known. */
    Optional<Role> role(String arn);
  }

  public EnforcedPermissions(Source source) {
    this.source = source;
  }

  @Override
  public Optional<Reason> refusal(Call call) {
    return call.invoker().credentialsArn().isPresent()
        ? ofRole(call, call.invoker().credentialsArn().get())
        : ofPolicy(call);
  }

  private Optional<Reason> ofRole(Call call, String arn) {
    Optional<Role> role = source.role(arn);
    if (role.isEmpty()) {
      return Optional.empty();
    }
    if (!InvokePolicies.isTrusted(role.get().trustPolicy())) {
      return Optional.of(PermissionReasons.notTrusted(call, role.get()));
    }
    return Policies.allows(role.get().policy(), InvokePolicies.INVOKE, call.functionArn())
        ? Optional.empty()
        : Optional.of(PermissionReasons.notAllowed(call, role.get()));
  }

  private Optional<Reason> ofPolicy(Call call) {
    Stack stack = source.stack();
    String account = stack.accountId();
    String caller = Arn.ofExecuteApi(stack.region(), account, call.invoker().source());
    List<Permission> permissions = source.permissions(call.function().split(":", 2)[0]);
    return permissions.stream()
            .anyMatch(one -> InvokePolicies.allows(one, call.function(), caller, account))
        ? Optional.empty()
        : Optional.of(PermissionReasons.noPermission(call, caller, permissions));
  }
}
