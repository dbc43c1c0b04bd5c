package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that does not answer is left alone, and found again. */
@QuarkusTest
class DatabaseBreakerComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        breakers.reset(DatabaseBreaker.NAME);
    }

    @AfterEach
    void well() {
        breakers.reset(DatabaseBreaker.NAME);
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
