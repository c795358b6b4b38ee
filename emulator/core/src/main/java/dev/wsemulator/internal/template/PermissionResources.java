package dev.wsemulator.internal.template;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.iam.InvokePolicies;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.Permissions;
import dev.wsemulator.stack.Permissions.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads who may invoke functions: what the template says, and what SAM adds for its APIs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html">AWS::Lambda::Permission</a>
 */
final class PermissionResources {
  private final List<Resource> resources;
  private final StackLocation account;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  PermissionResources(List<Resource> resources, StackLocation account) {
    this.resources = resources;
    this.account = account;
  }

  /**
   * Returns all permissions, beside the roles.
   *
   * @param implied what SAM adds for HTTP and REST APIs
   */
  Permissions read(List<Permissions.Role> roles, List<Permission> implied) {
    List<Permission> permissions = new ArrayList<>(implied);
    for (Resource resource : resources) {
      switch (resource.kind()) {
        case FUNCTION_PERMISSION -> permissions.add(permission(resource));
        case INTEGRATION -> implied(resource, "IntegrationUri", permissions);
        case AUTHORIZER -> implied(resource, "AuthorizerUri", permissions);
        default -> {}
      }
    }
    return new Permissions(permissions, roles);
  }

  private static Permission permission(Resource permission) {
    YamlValue properties = permission.properties();
    return new Permission(
        PhysicalNames.calledName(properties.textOf("FunctionName").orElse("")),
        properties.textOf("Action").orElse(""),
        new Permissions.Caller(
            properties.textOf("Principal").orElse(""),
            properties.textOf("SourceArn"),
            properties.textOf("SourceAccount")));
  }

  /** SAM lets the API that it makes invoke the functions of its routes and its authorizer. */
  private void implied(Resource caller, String uri, List<Permission> to) {
    if (!caller.origin().isOfSam()) {
      return;
    }
    String api = caller.properties().textOf("ApiId").orElse("");
    to.add(
        new Permission(
            PhysicalNames.calledName(caller.properties().textOf(uri).orElse("")),
            InvokePolicies.INVOKE,
            new Permissions.Caller(
                InvokePolicies.API_GATEWAY,
                Optional.of(Arn.ofExecuteApi(account.region(), account.accountId(), api + "/*")),
                Optional.empty())));
  }
}
