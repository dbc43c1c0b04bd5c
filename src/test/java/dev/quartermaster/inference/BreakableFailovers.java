package dev.quartermaster.inference;

import dev.quartermaster.alerts.Alerts;
import dev.quartermaster.history.History;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.testing.Broken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The last of those who write down what became of a request, which can be made to throw. */
@Alternative
@Singleton
public class BreakableFailovers extends Failovers {

    public static final String PART = "failovers";

    BreakableFailovers(History history, Alerts alerts, TimeOrderedIds ids, Clock clock) {
        super(history, alerts, ids, clock);
    }

    @Override
    Uni<Void> note(Journey journey) {
        Broken.check(PART);
        return super.note(journey);
    }
}
