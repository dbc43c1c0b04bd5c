package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.inference.recording.DecisionTrace.Asked;
import dev.quartermaster.registry.BundledModels;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.LiveState;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.Router;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A decision as JSON, document and inputs, as it is stored: of a model that was named, and of one chosen among the bundled
 * registry, of which 20 models have a history and quota in use.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {

    private static final Asked NAMED = new Asked("req-1", "gpt-4o-mini", null, null);
    private static final Asked CHOSEN = new Asked("req-1", "auto", "writer", "task-1");
    private static final List<Attempt> ATTEMPTS =
            List.of(new Attempt("openai", "gpt-4o-mini", "openai-1", AttemptOutcome.SUCCESS, null, 200, 812.5));

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private Decision named;
    private Decision chosen;

    @Setup
    public void decide() throws JsonProcessingException {
        ModelRegistry registry = BundledModels.registry(new ObjectMapper());
        Router router = LiveState.router(registry, 20);
        ModelRequirements need = new ModelRequirements(Set.of(), 2_000, null, Priority.MEDIUM);
        named = router.named(
                List.of(registry.snapshot().resolve("gpt-4o-mini").orElseThrow()),
                need,
                "openai/gpt-4o-mini: asked for by name");
        chosen = router.select(need);
        System.out.printf("bytes: named %d, chosen %d%n", named(), chosen());
    }

    @Benchmark
    public int named() throws JsonProcessingException {
        return write(named, NAMED);
    }

    @Benchmark
    public int chosen() throws JsonProcessingException {
        return write(chosen, CHOSEN);
    }

    private int write(Decision decision, Asked asked) throws JsonProcessingException {
        DecisionRecord kept = new DecisionTrace(decision, asked, ATTEMPTS, 0).record(decision);
        return json.writeValueAsBytes(kept.document().get()).length
                + json.writeValueAsBytes(kept.inputs().get()).length;
    }
}
