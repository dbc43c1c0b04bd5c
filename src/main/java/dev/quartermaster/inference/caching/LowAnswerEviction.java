package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.ResponseCache;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.inference.evaluation.EvaluationListener;
import dev.quartermaster.inference.failover.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes an answer from the response cache when it is scored low behind its request. */
@ApplicationScoped
public class LowAnswerEviction implements EvaluationListener {

    private final ResponseCache cache;

    LowAnswerEviction(ResponseCache cache) {
        this.cache = cache;
    }

    @Override
    public void evaluated(RequestContext requestContext, EvaluationRecord evaluation, List<Choice> choices) {
        CacheTicket ticket = requestContext.cacheTicket();
        if (ticket != null && evaluation.low()) {
            cache.guard().run(() -> cache.evict(ticket));
        }
    }
}
