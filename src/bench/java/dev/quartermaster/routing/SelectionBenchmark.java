package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.BundledModels;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One selection over the bundled registry's models, repeated where more are asked for: what is known of the models is
 * gathered, each is filtered and scored, all that are left are ranked, and the reason is put in words. Twenty models have
 * a history, quota in use among them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectionBenchmark {

    private static final int WITH_HISTORY = 20;

    @Param({"250", "2000"})
    int models;

    private Selector selector;
    private LiveSignals signals;
    private ModelRequirements plain;
    private ModelRequirements demanding;

    @Setup
    public void open() {
        List<ModelSpec> registry = BundledModels.of(models, new ObjectMapper());
        selector = Selector.over(registry);
        signals = LiveState.signals(registry, WITH_HISTORY);
        plain = new ModelRequirements(Set.of(), 2_000, null, Priority.MEDIUM);
        demanding = new ModelRequirements(Set.of(Feature.TOOLS, Feature.STREAMING), 20_000, 2_000L, Priority.HIGH)
                .with(new Constraints(Set.of("analysis"), Money.usd("0.05"), null, Set.of(), null));
    }

    /** Nearly every model may serve it, so nearly every one is scored and ranked. */
    @Benchmark
    public String plain() {
        return select(plain).reason();
    }

    /** Most models are dropped. */
    @Benchmark
    public String demanding() {
        return select(demanding).reason();
    }

    /** What a request waits for: its first model. The words are made behind it. */
    @Benchmark
    public RankedModel plainFirst() {
        return select(plain).route().get(0);
    }

    /** All that is kept of a choice: every step of the route and every dropped model with its reason in words. */
    @Benchmark
    public int demandingAllWords() {
        Selection selection = select(demanding);
        int size = selection.reason().length();
        for (RankedModel ranked : selection.route()) {
            size += ranked.model().key().id().length();
        }
        for (Rejection rejection : selection.rejected()) {
            size += rejection.reason().length();
        }
        return size;
    }

    private Selection select(ModelRequirements requirements) {
        return selector.select(SelectionInputs.of(
                "v", requirements, Weights.DEFAULT, ScoringParameters.DEFAULT, signals.now(selector, requirements)));
    }
}
