package dev.quartermaster.api.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.function.JobsResource.JobResult;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.telemetry.ScheduledJob;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JobsResourceTest {

    private record Job(String name, Supplier<Uni<Void>> work) implements ScheduledJob {

        @Override
        public Uni<Void> run() {
            return work.get();
        }
    }

    private final JobsResource jobs = new JobsResource(
            List.of(
                    new Job("well", () -> Uni.createFrom().voidItem()),
                    new Job("ill", () -> Uni.createFrom().failure(new IllegalStateException("no database"))),
                    new Job("broken", () -> {
                        throw new IllegalArgumentException("a defect");
                    })),
            new ObjectMapper());

    private JobResult run(String name, int status) {
        Response response = jobs.run(name).await().atMost(Duration.ofMinutes(1));
        assertThat(response.getStatus()).isEqualTo(status);
        return (JobResult) response.getEntity();
    }

    @Test
    void aJobThatIsDoneSaysSo() {
        assertThat(run("well", 200).status()).isEqualTo("done");
    }

    @Test
    void aJobThatFailsSaysWhy() {
        assertThat(run("ill", 500).error()).isEqualTo("no database");
        assertThat(run("broken", 500).error()).isEqualTo("a defect");
    }

    @Test
    void anUnknownJobIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> jobs.run("other"))
                .isInstanceOf(QuartermasterException.class)
                .hasMessageContaining("broken, ill, well");
    }

    @Test
    void twoJobsOfOneNameAreADefect() {
        Job job = new Job("same", () -> Uni.createFrom().voidItem());

        assertThatThrownBy(() -> new JobsResource(List.of(job, job), new ObjectMapper()))
                .hasMessageContaining("same");
    }
}
