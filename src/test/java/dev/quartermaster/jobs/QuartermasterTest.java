package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.jobs.Quartermaster.StartRefused;
import io.quarkus.runtime.QuarkusBindException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class QuartermasterTest {

    @Test
    void aRefusedStartIsExplainedByItsNestedReason() {
        Throwable failure = new RuntimeException("Failed to start", new StartRefused("set a key"));

        assertThat(Quartermaster.explanation(failure)).contains("set a key");
    }

    @Test
    void aTakenPortIsNamed() {
        Throwable failure = new QuarkusBindException("0.0.0.0", 8080, new BindException("Address already in use"));

        assertThat(Quartermaster.explanation(failure).orElseThrow())
                .contains("8080")
                .contains("QUARKUS_HTTP_PORT");
    }

    @Test
    void anUnexpectedFailureKeepsItsStackTrace() {
        assertThat(Quartermaster.explanation(new IllegalStateException("surprise")))
                .isEmpty();
    }
}
