package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.jobs.Quartermaster.StartRefused;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.SmallRyeConfigBuilder;
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
    void eachWrongSettingIsNamed() {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder()
                .withMapping(HistoryConfig.class)
                .withDefaultValue("quartermaster.history.batch-size", "0")
                .withDefaultValue("quartermaster.history.linger", "soon");
        Throwable failure = catchThrowable(settings::build);

        assertThat(Quartermaster.explanation(new RuntimeException("Failed to start", failure))
                        .orElseThrow()
                        .lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .noneMatch(line -> line.contains("Exception:"))
                .anyMatch(line ->
                        line.contains("quartermaster.history.batch-size") && line.contains("must be at least 1, not 0"))
                .anyMatch(line -> line.contains("quartermaster.history.linger"));
    }

    @Test
    void anUnexpectedFailureKeepsItsStackTrace() {
        assertThat(Quartermaster.explanation(new IllegalStateException("surprise")))
                .isEmpty();
    }
}
