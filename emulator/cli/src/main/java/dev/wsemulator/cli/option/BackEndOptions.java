package dev.wsemulator.cli.option;

import dev.wsemulator.aws.AwsEnvironment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for the back end. */
public final class BackEndOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private String backEnd = "embedded";

  BackEndOptions() {}

  @Option(
      names = "--backend",
      defaultValue = "embedded",
      paramLabel = "embedded|localstack|URL",
      description =
          "The AWS services that functions call: embedded, localstack (a container), or the URL of an endpoint. Default: ${DEFAULT-VALUE}.")
  void setBackEnd(String name) {
    try {
      AwsEnvironment.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--backend: " + e.getMessage(), e);
    }
    backEnd = name;
  }

  /** Returns what they reach. */
  public AwsEnvironment backEnd() {
    return AwsEnvironment.of(backEnd);
  }

  /** Returns what is waited for until it is there, as far as it is known. */
  public String awaited() {
    if (backEnd.startsWith("localstack")) {
      String image = backEnd.replaceFirst("localstack=?", "");
      return "LocalStack, image " + (image.isEmpty() ? AwsEnvironment.LOCALSTACK_IMAGE : image);
    }
    if (!backEnd.equals("embedded")) {
      return "the services at " + backEnd.replaceFirst("//[^/@]*@", "//");
    }
    return "the embedded AWS services";
  }
}
