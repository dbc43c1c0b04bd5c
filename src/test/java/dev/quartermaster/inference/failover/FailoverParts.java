package dev.quartermaster.inference.failover;

import dev.quartermaster.budgets.LeasedBudgets;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyRings;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthBoards;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.planning.Maximums;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.limits.TokenCalibration;
import dev.quartermaster.media.Inliners;
import dev.quartermaster.provider.directory.ProviderSets;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The parts of failover around one scripted provider, put together as in the service. */
public final class FailoverParts implements AutoCloseable {

    public static final Duration LONG = Duration.ofMinutes(1);
    public static final Instant TIME = Instant.parse("2026-11-29T12:00:00Z");
    static final ProviderExchange<ChatReply> WHOLE = new ProviderExchange<>(
            (provider, call) -> provider.chat(call.with(call.request().chat())), ProviderConfig::timeout);

    final Vertx vertx = Vertx.vertx();
    final MutableClock clock = new MutableClock("2026-11-29T12:00:00Z");
    final ScriptedProvider provider = new ScriptedProvider();
    final CircuitBreakers circuitBreakers = HealthBoards.by(clock);
    final RateLimiter limiter = Limiters.live();
    final ProviderBulkheads bulkheads = Limiters.bulkheads(vertx);
    final TokenCalibration calibration = new TokenCalibration();
    final ExpectedAnswerTokens answers = new ExpectedAnswerTokens(500);
    final LeasedBudgets budgets;
    final KeyRing keys;
    public final AdmissionControl admissionControl;
    final AttemptRunner attemptRunner;
    final Failover failover;

    /** @param settings keys of the environment and of the configuration, and their values */
    public FailoverParts(Map<String, String> settings, KeptBudget... kept) {
        budgets = new LeasedBudgets(clock, kept).leased();
        keys = KeyRings.of(settings, clock);
        Providers providers = ProviderSets.of(keys, clock, settings, provider);
        FailoverConfig config = Settings.of(FailoverConfig.class, settings);
        admissionControl = new AdmissionControl(providers, limiter, bulkheads, calibration, answers, clock);
        attemptRunner = new AttemptRunner(
                providers,
                new RejectedKeys(keys, config),
                admissionControl,
                new BudgetAdmission(budgets.holds(), Maximums.live(calibration), clock),
                new LinkedMedia(Inliners.idle()),
                circuitBreakers,
                vertx);
        failover = new Failover(attemptRunner, new ContentPolicyFallbacks(null, null, config), keys, vertx, config);
    }

    public static RequestContext request(Decision decision) {
        return request(decision, Hints.NONE, LONG);
    }

    public static RequestContext request(Decision decision, Hints hints, Duration patience) {
        return request(decision, hints, patience, null);
    }

    /** @param answerByNanos when the process ends it; null where nothing does */
    static RequestContext request(Decision decision, Hints hints, Duration patience, Long answerByNanos) {
        InferenceRequest request = new InferenceRequest(
                "req-1",
                Caller.ANONYMOUS,
                TIME,
                System.nanoTime(),
                "auto",
                hints,
                new InferenceOperation.Answer(Samples.question("Hello")),
                answerByNanos,
                null);
        Plan plan = new Plan(
                request,
                decision,
                Optional.empty(),
                decision.isNamed(),
                Optional.empty(),
                decision.inputs().need());
        return new RequestContext(plan, patience, Limiters.grant());
    }

    public static ModelSpec model(String id) {
        return Models.named("openai/" + id).build();
    }

    /** Fails each call to a model of this id. */
    public void failing(String id, Throwable failure) {
        provider.failing(id, failure);
    }

    /** No call is ever answered. */
    public void silent() {
        provider.script = call -> Uni.createFrom().nothing();
    }

    public Uni<Answered<ChatReply>> walk(RequestContext request) {
        return failover.walk(request, WHOLE);
    }

    /** Calls that hold a place with the provider. */
    int inFlight() {
        return bulkheads
                .load(ProviderId.OPENAI)
                .map(ProviderBulkheads.Load::inFlight)
                .orElse(0);
    }

    @Override
    public void close() {
        vertx.close();
    }
}
