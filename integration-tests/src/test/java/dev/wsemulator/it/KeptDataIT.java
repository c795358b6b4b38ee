package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with {@code --state} is killed in the middle of writes, and started again. */
class KeptDataIT {
  /** How many of each kind; the long form of this test has 10,000. */
  private static final int MANY = Integer.getInteger("kept.writes", 1_000);

  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Rooms:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: rooms
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
        Audited:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: audited
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            StreamSpecification: {StreamViewType: NEW_IMAGE}
        Docs:
          Type: AWS::S3::Bucket
          Properties: {BucketName: docs}
        Work:
          Type: AWS::SQS::Queue
          Properties: {QueueName: work}
        Jobs:
          Type: AWS::SQS::Queue
          Properties: {QueueName: jobs, VisibilityTimeout: 60}
        Note:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.12
            Handler: index.handler
            Timeout: 10
            Environment: {Variables: {NOTES: '%s'}}
            InlineCode: |
              import os
              def handler(event, context):
                  ids = [one["body"] if "body" in one else one["dynamodb"]["Keys"]["id"]["S"]
                         for one in event["Records"]]
                  with open(os.environ["NOTES"], "a") as notes:
                      notes.write("".join(id + "\\n" for id in ids))
            Events:
              Jobs:
                Type: SQS
                Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 10}
              Rows:
                Type: DynamoDB
                Properties: {Stream: !GetAtt Audited.StreamArn, StartingPosition: LATEST, BatchSize: 100}
      """;

  @TempDir private Path folder;
  private Path notes;
  private Path template;

  @BeforeEach
  void write() throws IOException {
    notes = Files.createFile(folder.resolve("notes"));
    template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE.formatted(notes));
  }

  private RunningCli start() throws IOException {
    return RunningCli.start(
        "--template", template.toString(), "--state", folder.resolve("state").toString());
  }

  private static Set<String> names(String prefix) {
    return IntStream.range(0, MANY).mapToObj(i -> prefix + i).collect(Collectors.toSet());
  }

  @Test
  void everyWriteThatWasAnsweredIsThereAfterAKill() throws Exception {
    Set<String> rows = names("row-");
    Set<String> objects = names("object-");
    Set<String> messages = names("message-");
    Set<String> answered = new HashSet<>();
    try (RunningCli cli = start();
        WrittenData data = new WrittenData(cli)) {
      answered.addAll(data.putUntil(MANY, cli::close, rows, objects, messages));
    }
    assertThat(answered).hasSizeBetween(MANY, 3 * MANY - 1);
    try (RunningCli cli = start();
        WrittenData data = new WrittenData(cli)) {
      Set<String> there = data.all();
      assertThat(there).containsAll(answered);
      Set<String> left =
          Stream.of(rows, objects, messages)
              .flatMap(Set::stream)
              .filter(name -> !there.contains(name))
              .collect(Collectors.toSet());
      data.putUntil(left.size(), cli::close, left);
    }
    try (RunningCli cli = start();
        WrittenData data = new WrittenData(cli)) {
      assertThat(data.all()).containsAll(rows).containsAll(objects).containsAll(messages);
    }
  }

  @Test
  void everyRecordReachesItsFunctionThoughTheEmulatorIsKilledMeanwhile() throws Exception {
    Set<String> jobs = names("job-");
    Set<String> rows = names("audited-");
    Set<String> answered = new HashSet<>();
    try (RunningCli cli = start();
        WrittenData data = new WrittenData(cli)) {
      answered.addAll(data.putUntil(MANY, cli::close, jobs, rows));
      assertThat(handled()).as("handled before the kill").isNotEmpty();
    }
    try (RunningCli cli = start();
        WrittenData data = new WrittenData(cli)) {
      Set<String> left =
          Stream.concat(jobs.stream(), rows.stream())
              .filter(name -> !answered.contains(name))
              .collect(Collectors.toSet());
      data.putUntil(left.size(), () -> {}, left);
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> handled().containsAll(jobs) && handled().containsAll(rows));
    }
  }

  private Set<String> handled() throws IOException {
    return new HashSet<>(Files.readAllLines(notes, UTF_8));
  }

  @Test
  void aSecondEmulatorIsRefused() throws Exception {
    try (RunningCli cli = start();
        CliProcess second =
            CliProcess.begin(
                cli.address("AWS CLI"),
                folder,
                CliProcess.command(
                    "start", "--port", "0", "--state", folder.resolve("state").toString()))) {
      second.says("is used by another emulator. End that, or name another folder.");
      assertThat(second.code()).isNotZero();
    }
  }
}
