package dev.wsemulator.it.fault;

class JdkFaultsIT extends FaultTable {
  JdkFaultsIT() {
    super(ClientKind.JDK);
  }
}
