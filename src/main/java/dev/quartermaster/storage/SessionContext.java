package dev.quartermaster.storage;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs database work on a Vert.x context of its own. A reactive session belongs to the context that opened it, so two
 * questions of one request never share a session, and threads that have no context can ask too. Work whose caller has gone
 * runs to its end all the same, so that its session is closed.
 */
@Singleton
public class SessionContext {

    private final Vertx vertx;

    public SessionContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The answer comes on the caller's context, where it has one. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(answer -> {
            Context caller = Vertx.currentContext();
            fresh().runOnContext(ignored -> Uni.createFrom()
                    .deferred(work::get)
                    .subscribe()
                    .with(
                            item -> deliver(caller, () -> answer.complete(item)),
                            e -> deliver(caller, () -> answer.fail(e))));
        });
    }

    private Context fresh() {
        Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }

    private static void deliver(@Nullable Context caller, Runnable answer) {
        if (caller == null) {
            answer.run();
        } else {
            caller.runOnContext(ignored -> answer.run());
        }
    }
}
