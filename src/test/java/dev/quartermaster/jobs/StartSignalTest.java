package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing begins behind the start before the last instance of the server has its event loop. */
class StartSignalTest {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger said = new AtomicInteger();

    @AfterEach
    void end() {
        executor.shutdownNow();
        vertx.close();
    }

    @Test
    void isSaidOnceAndNotBeforeTheServerIsDeployed() {
        AtomicBoolean deployed = new AtomicBoolean();
        StartSignal signal = new StartSignal(deployed::get, said::incrementAndGet, executor);

        signal.look();
        await().until(() -> executor.getCompletedTaskCount() > 2);
        assertThat(said).hasValue(0);

        deployed.set(true);
        await().until(() -> said.get() == 1);
        assertThat(executor.getQueue()).as("it looks no more").isEmpty();
    }

    @Test
    void isSaidAtOnceWhereThereIsNoServer() {
        new StartSignal(() -> true, said::incrementAndGet, executor).look();

        assertThat(said).hasValue(1);
    }

    @Test
    void isNotSaidAfterTheEnd() {
        StartSignal signal = new StartSignal(() -> true, said::incrementAndGet, executor);

        signal.stop(null);
        signal.look();

        assertThat(said).hasValue(0);
    }

    /** What this relies on: an instance is counted when it has its event loop, and the server when one of them listens. */
    @Test
    void aServerIsDeployedWhenEachInstanceHasItsLoop() {
        List<Promise<Void>> starting = new CopyOnWriteArrayList<>();
        assertThat(StartSignal.isDeployed(vertx)).isFalse();
        List<Boolean> seen = new CopyOnWriteArrayList<>();

        vertx.deployVerticle(
                () -> {
                    seen.add(StartSignal.isDeployed(vertx));
                    return new Slow(starting);
                },
                new DeploymentOptions().setInstances(2));
        await().until(() -> starting.size() == 2);
        assertThat(seen).containsExactly(false, false);
        assertThat(StartSignal.isDeployed(vertx)).as("nobody listens").isFalse();

        starting.get(1).complete();
        await().until(() -> StartSignal.isDeployed(vertx));
        assertThat(loops()).as("one for each instance").hasSize(2);
    }

    private Set<EventLoop> loops() {
        VertxInternal internal = (VertxInternal) vertx;
        return internal.getDeployment(vertx.deploymentIDs().iterator().next()).getContexts().stream()
                .map(context -> ((ContextInternal) context).nettyEventLoop())
                .collect(Collectors.toSet());
    }

    private static final class Slow extends AbstractVerticle {

        private final List<Promise<Void>> starting;

        Slow(List<Promise<Void>> starting) {
            this.starting = starting;
        }

        @Override
        public void start(Promise<Void> started) {
            starting.add(started);
        }
    }
}
