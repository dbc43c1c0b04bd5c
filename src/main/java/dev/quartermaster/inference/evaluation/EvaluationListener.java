package dev.quartermaster.inference.evaluation;

import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.inference.failover.RequestContext;
import java.util.List;

/** Learns of each score by the rules, on a worker. */
public interface EvaluationListener {

    /** @param evaluation as it is recorded */
    void evaluated(RequestContext requestContext, EvaluationRecord evaluation, List<Choice> choices);
}
