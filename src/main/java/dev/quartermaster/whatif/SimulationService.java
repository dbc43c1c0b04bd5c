package dev.quartermaster.whatif;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.whatif.Simulation.SimulationRequest;
import dev.quartermaster.whatif.Simulation.SimulationState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The replays of this process: one runs, a few wait, the last ones that ended can be looked at. */
@ApplicationScoped
public class SimulationService {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final Runner runner;
    private final SimulationConfig config;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Map<UUID, Simulation> known = new LinkedHashMap<>();
    private final Deque<Simulation> waiting = new ArrayDeque<>();
    private @Nullable Simulation running;

    /** Runs a simulation; completes when it has ended, however it ended, and never fails. */
    interface Runner {
        Uni<Void> run(Simulation simulation);
    }

    @Inject
    SimulationService(SimulationRunner runner, SimulationConfig config, TimeOrderedIds ids, Clock clock) {
        this((Runner) runner, config, ids, clock);
    }

    SimulationService(Runner runner, SimulationConfig config, TimeOrderedIds ids, Clock clock) {
        this.runner = runner;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws QuartermasterException when too many are waiting */
    public synchronized Simulation ask(SimulationRequest request) {
        if (running != null && waiting.size() >= config.queue()) {
            throw new QuartermasterException(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "One simulation runs and " + waiting.size()
                            + " wait; quartermaster.simulations.queue allows no more.",
                    null,
                    TRY_AGAIN);
        }
        Simulation simulation = new Simulation(ids.next(), clock.instant(), request);
        known.put(simulation.id(), simulation);
        waiting.add(simulation);
        startNext();
        forgetOldest();
        return simulation;
    }

    /** The newest first. */
    public synchronized List<Simulation> all() {
        List<Simulation> all = new ArrayList<>(known.values());
        Collections.reverse(all);
        return all;
    }

    public synchronized Optional<Simulation> find(UUID id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Ends it now; does nothing when it has ended. What was counted so far is not shown: it is no answer. */
    public synchronized void cancel(Simulation simulation) {
        simulation.move(before -> before.ended(SimulationState.CANCELLED, clock.instant(), null));
        waiting.remove(simulation);
    }

    private void startNext() {
        if (running != null || waiting.isEmpty()) {
            return;
        }
        Simulation next = waiting.remove();
        running = next;
        runner.run(next).subscribe().with(done -> ended(next), failure -> ended(next));
    }

    private synchronized void ended(Simulation simulation) {
        if (running == simulation) {
            running = null;
        }
        startNext();
    }

    private void forgetOldest() {
        int ended = (int) known.values().stream().filter(Simulation::isOver).count();
        var oldest = known.values().iterator();
        while (ended > config.kept() && oldest.hasNext()) {
            if (oldest.next().isOver()) {
                oldest.remove();
                ended--;
            }
        }
    }
}
