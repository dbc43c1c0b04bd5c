package dev.quartermaster.jobs;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.evaluation.EvaluationListener;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.jobs.PaidBudget.Hold;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityConfig.JudgeConfig;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.judge.JudgePrompt;
import dev.quartermaster.quality.judge.JudgeTally;
import dev.quartermaster.quality.judge.JudgeTally.Outcome;
import dev.quartermaster.quality.judge.Verdict;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.ModelRequirements;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a model judge a sample of the answers, behind them and behind their scores by the rules. Its own calls are never
 * judged. Where it cannot judge, that is counted, and nobody waits for it.
 */
@ApplicationScoped
class QualityJudge implements EvaluationListener {

    private static final int PARTS = 1_000_000;

    private final JudgeConfig config;
    private final double threshold;
    private final JudgeTally tally;
    private final JudgeCall call;
    private final JudgeBudget budget;
    private final ModelRegistry registry;
    private final PerformanceMonitor performance;
    private final History history;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    QualityJudge(
            QualityConfig config,
            QualityMonitor monitor,
            JudgeCall call,
            JudgeBudget budget,
            ModelRegistry registry,
            PerformanceMonitor performance,
            History history,
            Clock clock) {
        this.config = config.judge();
        this.threshold = config.threshold();
        this.tally = monitor.judge();
        this.call = call;
        this.budget = budget;
        this.registry = registry;
        this.performance = performance;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public void evaluated(RequestContext requestContext, EvaluationRecord rules, List<Choice> choices) {
        if (config.model().isEmpty() || !isSampled(rules.invocationId(), config.share())) {
            return;
        }
        Optional<ModelSpec> judge = registry.snapshot().resolve(config.model().get());
        if (judge.isEmpty()) {
            tally.count(Outcome.FAILED);
            return;
        }
        String mark = "q" + UUID.randomUUID().toString().replace("-", "");
        Optional<JudgePrompt> prompt = mayRead(judge.get(), requestContext)
                ? JudgePrompt.of(requestContext.request().chat(), choices, mark)
                : Optional.empty();
        prompt.ifPresent(question -> ask(judge.get(), question, rules));
    }

    /** A share of the ids, whichever they are. */
    static boolean isSampled(UUID id, double share) {
        return Math.floorMod(id.hashCode() * 0x9E3779B1, PARTS) < share * PARTS;
    }

    /** What a caller or an agent keeps from a provider or a model is kept from the judge too. */
    private static boolean mayRead(ModelSpec judge, RequestContext requestContext) {
        ModelRequirements need = requestContext.decision().inputs().need();
        return need.asker().mayUse(judge.key())
                && !need.constraints().excludedProviders().contains(judge.key().provider());
    }

    private void ask(ModelSpec judge, JudgePrompt prompt, EvaluationRecord rules) {
        if (underWay.incrementAndGet() > config.maxConcurrent()) {
            underWay.decrementAndGet();
            tally.count(Outcome.PASSED_OVER);
            return;
        }
        Uni.createFrom()
                .deferred(() -> budget.hold(call.most(judge, prompt)))
                .chain(hold -> hold.map(held -> judged(judge, prompt, rules, held))
                        .orElseGet(() -> Uni.createFrom().item(Outcome.OVER_BUDGET)))
                .onFailure()
                .invoke(failure -> Log.debugf("An answer was not judged: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(Outcome.FAILED)
                .onTermination()
                .invoke(underWay::decrementAndGet)
                .subscribe()
                .with(tally::count);
    }

    private Uni<Outcome> judged(ModelSpec judge, JudgePrompt prompt, EvaluationRecord rules, Hold hold) {
        return call.ask(judge, prompt)
                .invoke(done -> budget.settle(hold, done.cost() == null ? hold.most() : done.cost()))
                // What a failed call has cost all the same is in the ledger, from which the day's sum is learned.
                .onFailure()
                .invoke(failure -> budget.settle(hold, failure instanceof TimeoutException ? hold.most() : Money.ZERO))
                .chain(done -> keep(done, prompt, rules));
    }

    private Uni<Outcome> keep(Completion done, JudgePrompt prompt, EvaluationRecord rules) {
        Optional<Verdict> verdict = Verdict.read(JudgeCall.text(done), prompt.mark());
        if (verdict.isEmpty()) {
            return Uni.createFrom().item(Outcome.INVALID);
        }
        double score = verdict.get().score();
        EvaluationRecord record = new EvaluationRecord(
                rules.invocationId(),
                rules.time(),
                EvaluationRecord.Source.JUDGE,
                done.model().key().toString(),
                clock.instant(),
                rules.model(),
                rules.agentType(),
                score,
                config.weight(),
                score < threshold,
                null,
                verdict.get().reason());
        performance.scored(rules.model(), rules.agentType(), clock.instant(), score, config.weight());
        return history.record(record)
                .map(kept -> JudgeTally.disagree(score, rules.score()) ? Outcome.DISAGREED : Outcome.AGREED);
    }
}
