package dev.quartermaster.inference.recording;

import dev.quartermaster.testing.Broken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** A memory of decisions that can be made to throw. */
@Alternative
@ApplicationScoped
public class BreakableDecisionRepository extends RecentDecisions {

    public static final String PART = "recent decisions";

    @Override
    synchronized void keep(DecisionTrace decision) {
        Broken.check(PART);
        super.keep(decision);
    }
}
