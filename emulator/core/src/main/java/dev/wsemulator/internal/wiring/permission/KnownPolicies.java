package dev.wsemulator.internal.wiring.permission;

import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Permissions.Role;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policies of functions and the roles that the template and calls of the control plane define.
 *
 * @param current the stack as it is now
 * @param control the control plane; {@code null} until it is there
 */
public record KnownPolicies(Supplier<Stack> current, Supplier<@Nullable ControlPlane> control)
    implements EnforcedPermissions.Source {

  @Override
  public Stack stack() {
    return current.get();
  }

  @Override
  public List<Permission> permissions(String functionName) {
    List<Permission> permissions = new ArrayList<>();
    stack().permissions().functions().stream()
        .filter(one -> isAbout(one.functionName(), functionName))
        .forEach(permissions::add);
    ControlPlane calls = control.get();
    if (calls != null) {
      permissions.addAll(calls.permissions(functionName));
    }
    return permissions;
  }

  private static boolean isAbout(String named, String functionName) {
    String own = named.split(":", 2)[0];
    return own.equals(functionName) || own.equals("*");
  }

  /** Roles have one name in an account, whatever path is in their ARN. */
  @Override
  public Optional<Role> role(String arn) {
    ControlPlane calls = control.get();
    Optional<Role> called = calls == null ? Optional.empty() : calls.role(arn);
    return called.or(
        () ->
            stack().permissions().roles().stream()
                .filter(role -> withoutPath(role.arn()).equals(withoutPath(arn)))
                .findFirst());
  }

  private static String withoutPath(String arn) {
    return arn.replaceFirst(":role/(.+/)?", ":role/");
  }
}
