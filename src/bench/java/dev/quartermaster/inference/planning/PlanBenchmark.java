package dev.quartermaster.inference.planning;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.Profiles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.registry.BundledModels;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.LiveState;
import dev.quartermaster.testing.Samples;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From a request that has been read to the first model of its route, over the bundled registry of which 20 models have a
 * history and quota in use: of a model that is named, of one chosen among all, and of a model set for an agent.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {

    private RoutePlanner planner;
    private InferenceRequest named;
    private InferenceRequest auto;
    private InferenceRequest agent;

    @Setup
    public void open() {
        ModelRegistry registry = BundledModels.registry(new ObjectMapper());
        planner = new RoutePlanner(
                registry,
                Profiles.of(Map.of(
                        "quartermaster.agents.writer.model", "claude-3-5-sonnet-20241022",
                        "quartermaster.agents.writer.parameters.max-tokens", "500")),
                new DefaultFallbacks(Map.of(), "us-east-1"),
                LiveState.router(registry, 20),
                Memories.of(Clock.systemUTC()));
        named = request("gpt-4o-mini");
        auto = request("auto");
        agent = request("agent:writer");
    }

    private static InferenceRequest request(String model) {
        return new InferenceRequest(
                "req-1",
                Caller.ANONYMOUS,
                Instant.EPOCH,
                0,
                model,
                Hints.NONE,
                Samples.question("Which way is north?"));
    }

    @Benchmark
    public Object named() {
        return first(planner.plan(named));
    }

    @Benchmark
    public Object auto() {
        return first(planner.plan(auto));
    }

    @Benchmark
    public Object agent() {
        return first(planner.plan(agent));
    }

    /** What a call needs of the plan. */
    private static Object first(Plan plan) {
        return plan.decision().route().get(0).model();
    }
}
