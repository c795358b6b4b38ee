package visits;

import dev.wsemulator.junit.WebSocketApiTest;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../gradle/build/function")
class VisitsTest implements Story, OwnLibraries, Silent {}
