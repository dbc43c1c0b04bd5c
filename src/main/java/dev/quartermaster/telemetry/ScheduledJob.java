package dev.quartermaster.telemetry;

import io.smallrye.mutiny.Uni;

/**
 * Work that is done at intervals and without a caller. A server does it by its own scheduler; on AWS Lambda, where a process
 * is frozen between two invocations, a rule of EventBridge asks for it by name. Every bean of this type is on the list.
 */
public interface ScheduledJob {

    /** Names it: lower-case words with hyphens, unlike that of any other. */
    String name();

    /** Does it once. Fails when it could not be done now; what that leaves undone the next run makes up for. */
    Uni<Void> run();
}
