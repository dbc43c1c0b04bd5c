package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.health.HealthBoard;
import dev.quartermaster.limits.Acquired.Permit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Settles and records one stream, however it ends: complete, broken off by the provider, or left by its caller. */
final class StreamEnd {

    private final Journey journey;
    private final ModelSpec model;
    private final StreamTally tally;
    private final Permit permit;
    private final PriceRoute route;
    private final Duration firstContent;
    private final HealthBoard health;
    private final Recorder recorder;

    StreamEnd(
            Journey journey,
            ModelSpec model,
            StreamTally tally,
            Permit permit,
            PriceRoute route,
            Duration firstContent,
            HealthBoard health,
            Recorder recorder) {
        this.journey = journey;
        this.model = model;
        this.tally = tally;
        this.permit = permit;
        this.route = route;
        this.firstContent = firstContent;
        this.health = health;
        this.recorder = recorder;
    }

    Uni<Void> complete() {
        health.succeeded(model.key());
        return ended(null, false);
    }

    Uni<Void> failed(Throwable failure) {
        health.failed(model.key(), failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR);
        return ended(failure, false);
    }

    Uni<Void> abandoned() {
        health.untold(model.key());
        return ended(null, true);
    }

    private Uni<Void> ended(Throwable failure, boolean cancelled) {
        Usage usage = tally.usage();
        permit.settle(usage.totalTokens());
        Money cost = CostCalculator.cost(model.pricing(), usage, route);
        return recorder.streamed(journey, model, usage, cost, firstContent, failure, cancelled);
    }
}
