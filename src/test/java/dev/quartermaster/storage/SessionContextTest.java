package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionContextTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final SessionContext contexts = new SessionContext(vertx);

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void eachPieceOfWorkHasAContextOfItsOwn() {
        Context one = contexts.run(SessionContextTest::here).await().atMost(PATIENCE);
        Context other = contexts.run(SessionContextTest::here).await().atMost(PATIENCE);

        assertThat(one).isNotNull();
        assertThat(other).isNotNull().isNotSameAs(one);
    }

    @Test
    void theAnswerComesOnTheCallersContext() throws Exception {
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<Context> worked = new CompletableFuture<>();
        CompletableFuture<Context> answered = new CompletableFuture<>();

        caller.runOnContext(
                ignored -> contexts.run(SessionContextTest::here).subscribe().with(context -> {
                    worked.complete(context);
                    answered.complete(Vertx.currentContext());
                }));

        assertThat(answered.get(10, TimeUnit.SECONDS)).isSameAs(caller);
        assertThat(worked.get(10, TimeUnit.SECONDS)).isNotSameAs(caller);
    }

    @Test
    void aFailureIsHandedOnAndSoIsOneThatIsThrown() {
        IllegalStateException wrong = new IllegalStateException("wrong");

        assertThat(failureOf(contexts.run(() -> Uni.createFrom().failure(wrong))))
                .isSameAs(wrong);
        assertThat(failureOf(contexts.run(() -> {
                    throw wrong;
                })))
                .isSameAs(wrong);
    }

    /** Cancelled, a session would never give its connection back. */
    @Test
    void workGoesOnWhenItsCallerHasGone() throws Exception {
        CompletableFuture<UniEmitter<? super String>> begun = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();

        var waiting = contexts.run(
                        () -> Uni.createFrom().<String>emitter(begun::complete).invoke(ended::complete))
                .subscribe()
                .with(item -> {}, e -> {});
        UniEmitter<? super String> database = begun.get(10, TimeUnit.SECONDS);
        waiting.cancel();
        database.complete("answer");

        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("answer");
    }

    private static Uni<Context> here() {
        return Uni.createFrom().item(Vertx::currentContext);
    }

    private static Throwable failureOf(Uni<?> question) {
        return question.onItemOrFailure()
                .transform((item, failure) -> failure)
                .await()
                .atMost(PATIENCE);
    }
}
