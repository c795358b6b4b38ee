package dev.wsemulator.it.guide;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** A program that a guide needs and that not every machine has. */
enum Tool {
  AWS("aws", "Install the AWS CLI, for example by: pip install awscli"),
  CDK("cdk", "Install it by: npm install -g aws-cdk"),
  SAM("sam", "Install it by: pip install aws-sam-cli"),
  SERVERLESS("serverless", "Install it by: npm install -g serverless@3"),
  TERRAFORM("terraform", "Get it from https://developer.hashicorp.com/terraform/install");

  private final String command;
  private final String remedy;

  Tool(String command, String remedy) {
    this.command = command;
    this.remedy = remedy;
  }

  /** Skips the test, with a reason, where the program is not on the path. */
  void assumeThere() {
    boolean isThere =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    Assumptions.assumeTrue(isThere, () -> command + " is not on the PATH. " + remedy);
  }
}
