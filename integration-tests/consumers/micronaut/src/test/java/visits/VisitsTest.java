package visits;

import dev.wsemulator.junit.WebSocketApiTest;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../micronaut")
class VisitsTest implements Story, OwnLibraries, Silent, OwnLog {}
