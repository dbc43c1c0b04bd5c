package dev.quartermaster.api.entry;

import dev.quartermaster.agents.AgentProfiles;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds requests of the first moment after a start until the agents' settings of the database are there, so that no agent
 * is served by settings that were changed long ago. The settings of the files serve as soon as the database is known to be
 * away, and after a second whatever it does.
 */
@Singleton
class SettingsGate implements Handler<RoutingContext> {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AgentProfiles profiles;
    private final Vertx vertx;
    private final Duration longest;
    private final long start = System.nanoTime();
    private volatile boolean isOver;

    @Inject
    SettingsGate(AgentProfiles profiles, Vertx vertx) {
        this(profiles, vertx, LONGEST);
    }

    SettingsGate(AgentProfiles profiles, Vertx vertx, Duration longest) {
        this.profiles = profiles;
        this.vertx = vertx;
        this.longest = longest;
    }

    @Override
    public void handle(RoutingContext request) {
        if (isOver || isOfNoAgent(request.normalizedPath())) {
            request.next();
            return;
        }
        long left =
                longest.toMillis() - Duration.ofNanos(System.nanoTime() - start).toMillis();
        if (left <= 0 || profiles.firstRead().isDone()) {
            isOver = true;
            request.next();
            return;
        }
        hold(request, left);
    }

    private void hold(RoutingContext request, long left) {
        request.request().pause();
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable goOn = () -> {
            if (held.compareAndSet(true, false)) {
                request.request().resume();
                request.next();
            }
        };
        Context context = vertx.getOrCreateContext();
        long timer = vertx.setTimer(left, any -> goOn.run());
        profiles.firstRead()
                .thenRun(() -> context.runOnContext(any -> {
                    vertx.cancelTimer(timer);
                    goOn.run();
                }));
    }

    private static boolean isOfNoAgent(String path) {
        return !path.startsWith("/v1/")
                && !path.startsWith("/api/v1/selections")
                && !path.startsWith("/api/v1/assignments");
    }
}
