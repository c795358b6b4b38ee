package dev.wsemulator.it;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.junit.WebSocketApiTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@WebSocketApiTest(template = "../translator-app/template.yaml")
class VanishingClientIT {
  @Test
  void aClientVanishesDuringTheBroadcastAndTheTableEndsClean(
      WebSocketApiEmulator emulator, TestClient vanishes, TestClient stays, DynamoDbClient table) {
    String id = vanishes.connectionId();
    emulator.faults().add(Fault.reset().at(FaultPoint.TO_CLIENT).forConnection(id).once());
    stays.send("{\"action\":\"echomessage\",\"data\":\"hello\"}");
    assertThat(stays.next()).contains("hello");
    assertThat(vanishes.expectClose().code()).isEqualTo(1006);
    assertThat(TestJournal.of(emulator.journal())).hasInvoked("DisconnectFunction");
    String name = emulator.stack().outputs().get("TableName");
    assertThat(table.scan(scan -> scan.tableName(name)).count()).isEqualTo(1);
  }
}
