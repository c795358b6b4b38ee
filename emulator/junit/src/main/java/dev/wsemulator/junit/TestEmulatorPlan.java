package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an extension.
 *
 * @param definition what to emulate; asked at every start
 * @param backEnd the AWS services behind it, or {@code null} for none; asked at every start
 * @param checks what tests may leave behind
 */
record TestEmulatorPlan(
    Consumer<WebSocketApiEmulator.Builder> definition,
    Supplier<@Nullable AwsEnvironment> backEnd,
    LeakChecks checks) {}
