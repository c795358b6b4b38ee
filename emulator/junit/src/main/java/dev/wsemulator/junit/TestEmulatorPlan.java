package dev.wsemulator.junit;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.aws.AwsEnvironment;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an extension.
 *
 * @param name the name that {@link Emulator} selects it by; may be empty
 * @param definition what to emulate; asked at every start
 * @param backEnd the AWS services behind it, or {@code null} for none; asked at every start
 * @param checks what tests may leave behind
 * @param patience how long waits of tests take at most, of real time
 */
record TestEmulatorPlan(
    String name,
    Consumer<EmulatorBuilder> definition,
    Supplier<@Nullable AwsEnvironment> backEnd,
    LeakChecks checks,
    Duration patience) {}
