package dev.quartermaster.inference.recording;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.testing.Broken;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The last of those who write down what became of a request, which can be made to throw. */
@Alternative
@Singleton
public class BreakableFailoverService extends FailoverService {

    public static final String PART = "failovers";

    BreakableFailoverService(History history, AlertService alertService, TimeOrderedIds ids, Clock clock) {
        super(history, alertService, ids, clock);
    }

    @Override
    List<FailoverRecord> note(RequestContext requestContext) {
        Broken.check(PART);
        return super.note(requestContext);
    }
}
