package visits;

import dev.wsemulator.junit.WebSocketApiTest;

/** A test outside Quarkus' class loaders: one JVM then has the emulator's classes twice. */
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../quarkus")
class OutsideTest implements Story {}
