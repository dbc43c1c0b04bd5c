package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that does not answer is left alone, and found again; and not asked too much at once. */
@QuarkusTest
class DatabaseGuardComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    DatabaseAccess access;

    @Inject
    DatabaseState database;

    @Inject
    CircuitBreakerMaintenance breakers;

    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void migrated() {
        await().atMost(PATIENCE).until(database::isMigrated);
        breakers.reset(DatabaseGuard.NAME);
    }

    @AfterEach
    void well() {
        breakers.reset(DatabaseGuard.NAME);
        database.up();
    }

    @Test
    void whatDoesNotAnswerIsNotAskedUntilASecondHasPassed() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(this::away)).isInstanceOf(DatabaseAway.class);
        }
        assertThatThrownBy(() -> ask(this::away))
                .isInstanceOf(DatabaseAway.class)
                .hasMessage("it did not answer lately");
        assertThat(asked).hasValue(5);

        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(this::there).equals("there"));
        assertThat(ask(this::there)).isEqualTo("there");
    }

    @Test
    void aMistakeOfOursIsAnAnswer() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> ask(this::mistaken)).isInstanceOf(IllegalStateException.class);
        }

        assertThat(asked).hasValue(10);
    }

    @Test
    void soManyAreAskedAtOnceAndSoManyWait() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicInteger answered = new AtomicInteger();
        List<UniEmitter<? super String>> open = new CopyOnWriteArrayList<>();
        for (int i = 0; i < DatabaseGuard.AT_ONCE + DatabaseGuard.WAITING; i++) {
            access.ask(PATIENCE, () -> Uni.createFrom().<String>emitter(open::add))
                    .subscribe()
                    .with(answer -> answered.incrementAndGet(), failure::set);
        }
        assertThatThrownBy(() -> ask(this::there))
                .isInstanceOf(DatabaseAway.class)
                .hasMessage("too many questions wait for it");
        // They are asked on event loops of their own.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open).hasSize(DatabaseGuard.AT_ONCE));

        await().atMost(PATIENCE).until(() -> {
            open.forEach(question -> question.complete("there"));
            return answered.get() == DatabaseGuard.AT_ONCE + DatabaseGuard.WAITING;
        });
        assertThat(failure).hasValue(null);
        assertThat(ask(this::there)).isEqualTo("there");
    }

    private String ask(Supplier<Uni<String>> question) {
        return access.ask(PATIENCE, question).await().atMost(PATIENCE);
    }

    private Uni<String> away() {
        asked.incrementAndGet();
        return Uni.createFrom().failure(new IOException("nobody there"));
    }

    private Uni<String> mistaken() {
        asked.incrementAndGet();
        return Uni.createFrom().failure(new IllegalStateException("a mistake"));
    }

    private Uni<String> there() {
        return Uni.createFrom().item("there");
    }
}
